"""Opportunity to won by the cohort rule: of the deals qualified in the period, the share that is won by now."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Opportunity to won (cohort)"),
    meaning=gettext_noop("Of the deals qualified in the period, the share that is won by now."),
    formula=gettext_noop("Won by now, of the deals qualified in the period / deals qualified in the period."),
    left_out=gettext_noop(
        "Deals whose day of qualification is not known count in no period, only in all time. Deals still open "
        "count as not won yet."
    ),
    of=Measure(
        facts="deals",
        on="qualified_on",
        where=_.outcome == "won",
        dated=_.is_entry_known | (_.qualified_at > _.entered_at),
    ),
    per=Measure(facts="deals", on="qualified_on", dated=_.is_entry_known | (_.qualified_at > _.entered_at)),
    group=Group.OPPORTUNITIES,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    example="""
        deal | qualified_on | won_on     | outcome | is_entry_known
        A    | 2024-01-05   | 2024-02-10 | won     | yes
        B    | 2024-01-20   |            | open    | yes
        C    | 2024-02-01   |            | lost    | yes
        D    | 2024-02-03   | 2024-02-20 | won     | yes
        2024-01 = 1/2
        2024-02 = 1/2
    """,
    oracle="""
        -- Of the deals qualified in the period, those won by now.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (outcome = 'won') AS of,
            count(*) AS per
        FROM deals
        WHERE qualified_on >= $start AND qualified_on < $end
          AND (is_entry_known OR qualified_at > entered_at)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
