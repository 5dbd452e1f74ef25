"""Effective contacts: the contacts after which the deal stood on a later stage than before."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Effective contacts"),
    also=gettext_noop("effective, contacts that were effective"),
    meaning=gettext_noop("Contacts after which the deal stood on a later stage than before them."),
    formula=gettext_noop("Number of effective contacts by the day they happened."),
    left_out=gettext_noop(
        "Contacts about no deal: they cannot be effective. Moves without a contact: they earn nobody anything."
    ),
    of=Measure(facts="contacts", on="happened_on", where=_.is_effective),
    group=Group.CONTACTS,
    example="""
        contact | happened_on | stage_before | stage_after | is_effective
        1       | 2024-01-05  | Need         | Need        | no
        2       | 2024-01-05  | Need         | Offer       | yes
        3       | 2024-01-20  | Offer        | Need        | no
        4       | 2024-01-21  | Need         | Offer       | yes
        2024-01 = 2
    """,
    oracle="""
        -- Contacts with a later stage after than before.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
          AND is_effective
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
