"""Opportunity to won by the period rule: won in the period, divided by qualified in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Opportunity to won (period)"),
    meaning=gettext_noop(
        "Deals won in the period against deals qualified in the period, whether they are the same deals or not."
    ),
    formula=gettext_noop("Deals won in the period / deals qualified in the period."),
    left_out=gettext_noop("Deals whose day of qualification is not known count in no period, only in all time."),
    of=Measure(facts="deals", on="won_on", rep="winner_id", team="winner_team_id"),
    per=Measure(facts="deals", on="qualified_on", dated=_.is_entry_known | (_.qualified_at > _.entered_at)),
    group=Group.OPPORTUNITIES,
    unit=Unit.SHARE,
    example="""
        deal | qualified_on | won_on     | is_entry_known
        A    | 2024-01-05   | 2024-02-10 | yes
        B    | 2024-01-20   |            | yes
        C    | 2024-02-01   |            | yes
        D    | 2024-02-03   | 2024-02-20 | yes
        2024-01 = 0/2
        2024-02 = 2/2
    """,
    oracle="""
        -- Won in the period over qualified in the period, whichever deals they are.
        WITH won AS (
            SELECT winner_id AS rep, 1 AS won, 0 AS qualified FROM deals WHERE won_on >= $start AND won_on < $end
        ),
        qualified AS (
            SELECT rep_id AS rep, 0 AS won, 1 AS qualified FROM deals
            WHERE qualified_on >= $start AND qualified_on < $end AND (is_entry_known OR qualified_at > entered_at)
        )
        SELECT rep, grouping(rep) AS is_total, sum(won) AS of, sum(qualified) AS per
        FROM (SELECT * FROM won UNION ALL SELECT * FROM qualified)
        GROUP BY GROUPING SETS ((rep), ())
    """,
)
