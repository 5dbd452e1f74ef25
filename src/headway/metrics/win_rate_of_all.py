"""Win rate of all deals: of the deals that entered in the period, the share that is won by now."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Win rate (of all)"),
    also=gettext_noop("win rate of all deals"),
    meaning=gettext_noop("Of the deals that entered in the period, the share that is won by now."),
    formula=gettext_noop("Won by now, of the deals that entered in the period / deals that entered in the period."),
    left_out=gettext_noop(
        "Deals whose day of entry is not known count in no period, only in all time. Deals still open count as "
        "not won yet."
    ),
    of=Measure(facts="deals", on="entered_on", where=_.outcome == "won", dated=_.is_entry_known),
    per=Measure(facts="deals", on="entered_on", dated=_.is_entry_known),
    group=Group.DEALS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    example="""
        deal | entered_on | outcome | is_entry_known
        A    | 2024-01-05 | won     | yes
        B    | 2024-01-20 | lost    | yes
        C    | 2024-01-31 | open    | yes
        D    | 2024-02-01 | won     | yes
        E    | 2024-01-01 | open    | no
        2024-01 = 1/3
        all     = 2/5
    """,
    oracle="""
        -- Of the deals entered in the period, those won by now.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (outcome = 'won') AS of,
            count(*) AS per
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
