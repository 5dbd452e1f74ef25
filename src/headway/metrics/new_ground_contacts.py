"""New-ground contacts: the contacts that took a deal to a stage it had never reached."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("New-ground contacts"),
    also=gettext_noop("new ground"),
    meaning=gettext_noop(
        "Effective contacts that took the deal further than it had ever been; ground regained is not counted."
    ),
    formula=gettext_noop("Number of contacts that broke new ground, by the day they happened."),
    left_out=gettext_noop("Effective contacts that only regained ground the deal had lost."),
    of=Measure(facts="contacts", on="happened_on", where=_.is_new_ground),
    group=Group.CONTACTS,
    example="""
        contact | happened_on | stage_before | stage_after | is_new_ground
        1       | 2024-01-05  | Need         | Offer       | yes
        2       | 2024-01-20  | Offer        | Need        | no
        3       | 2024-01-21  | Need         | Offer       | no
        2024-01 = 1
    """,
    oracle="""
        -- Contacts that reached what was never reached.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
          AND is_new_ground
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
