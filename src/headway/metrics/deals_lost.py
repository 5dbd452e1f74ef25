"""Deals lost: the deals that stand as lost, on the latest day they got there."""

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Deals lost"),
    also=gettext_noop("lost deals, deals lose, closed lost, losses"),
    meaning=gettext_noop("Deals that were lost in the period and still stand as lost."),
    formula=gettext_noop("Number of lost deals by the day they were lost."),
    left_out=gettext_noop("Deals that were lost and reopened since."),
    of=Measure(facts="deals", on="lost_on"),
    group=Group.DEALS,
    better="lower",
    example="""
        deal | lost_on    | outcome
        A    | 2024-01-05 | lost
        B    | 2024-02-01 | lost
        C    |            | open
        2024-01 = 1
    """,
    oracle="""
        -- Lost deals by the day they were lost.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE lost_on >= $start AND lost_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
