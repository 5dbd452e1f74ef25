"""Slipped deals: those that were expected to be won on a day of the period, and had not closed by it."""

from headway.engine.metric import Grade, Group, Metric
from headway.engine.slipped import SLIPPED
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Slipped deals"),
    also=gettext_noop("deals slipped, slippage, slips, pushed deals, deals past their expected day"),
    meaning=gettext_noop(
        "Deals that were expected to be won on a day of the period that has passed, and that were neither won nor lost "
        "by it: whether that day was let pass or moved to a later one before it came. A deal that was expected on "
        "several days of the period counts once, by the last of them."
    ),
    formula=gettext_noop(
        "Number of deals by the last expected day in the period, that had not closed by the end of that day."
    ),
    left_out=gettext_noop(
        "Days that are still to come. Deals of which nobody said on which day they are expected. A day that was "
        "corrected on the day it was written."
    ),
    of=SLIPPED,
    group=Group.DEALS,
    better="lower",
    grade=Grade.NEVER_ALONE,
    source=gettext_noop("Slipped deals: expected to close by a day of the period, and not closed by then."),
    example="""
        expectation | deal | expected_on | again_on   | closed_on  | outcome
        1           | A    | 2024-01-10  |            | 2024-01-09 | won
        2           | B    | 2024-01-10  | 2024-01-20 | 2024-01-18 | won
        3           | B    | 2024-01-20  |            | 2024-01-18 | won
        4           | C    | 2024-01-10  | 2024-01-31 | 2024-02-05 | lost
        5           | C    | 2024-01-31  |            | 2024-02-05 | lost
        6           | D    | 2024-01-31  | 2024-03-20 |            | open
        7           | D    | 2024-03-20  |            |            | open
        8           | E    | 2024-01-20  |            | 2024-01-15 | lost
        today                  = 2024-03-01
        2024-01                = 2
        2024-01-01..2024-01-16 = 2
        2024-03                = 0
    """,
    oracle="""
        -- Of each deal the last expected day in the period, where the deal had not closed by it.
        WITH latest AS (
            SELECT *, row_number() OVER (PARTITION BY deal_id ORDER BY expected_on DESC) AS place
            FROM expectations
            WHERE expected_on >= $start AND expected_on < $end
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM latest
        WHERE place = 1 AND (closed_on IS NULL OR closed_on > expected_on)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
