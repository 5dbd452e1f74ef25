"""Effective share: of the contacts of the period, the share that was effective."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Share of effective contacts"),
    also=gettext_noop("share effective, effective percentage, effectiveness"),
    meaning=gettext_noop(
        "Of the contacts of the period, the share that moved a deal to a later stage. Read it beside the number "
        "of effective contacts, never alone: alone it rewards logging less."
    ),
    formula=gettext_noop("Effective contacts / contacts, by the day they happened."),
    left_out=gettext_noop("Nothing. A meeting about two deals is a contact on each of them here."),
    of=Measure(facts="contacts", on="happened_on", where=_.is_effective),
    per=Measure(facts="contacts", on="happened_on"),
    group=Group.CONTACTS,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    example="""
        contact | happened_on | is_effective
        1       | 2024-01-05  | no
        2       | 2024-01-05  | yes
        3       | 2024-01-20  | no
        4       | 2024-02-01  | yes
        2024-01 = 1/3
    """,
    oracle="""
        -- Of the contacts of the period, the effective ones.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (is_effective) AS of,
            count(*) AS per
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
