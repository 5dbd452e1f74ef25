"""Deals won: the deals that stand as won, on the latest day they got there."""

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Deals won"),
    also=gettext_noop("won deals, deals win, closed won, wins, won orders"),
    meaning=gettext_noop(
        "Deals that were won in the period and still stand as won; one won again counts once, on the latest day."
    ),
    formula=gettext_noop("Number of won deals by the day they were won."),
    left_out=gettext_noop("Deals that were won and reopened since."),
    of=Measure(facts="deals", on="won_on", rep="winner_id", team="winner_team_id"),
    group=Group.DEALS,
    example="""
        deal | won_on     | outcome
        A    | 2024-01-05 | won
        B    | 2024-01-31 | won
        C    | 2024-02-01 | won
        D    |            | open
        2024-01 = 2
    """,
    oracle="""
        -- Won deals by the day they were won.
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE won_on >= $start AND won_on < $end
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
