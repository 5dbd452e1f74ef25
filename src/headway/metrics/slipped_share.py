"""Slipped share: of the deals that were expected on a day of the period, the share that had not closed by it."""

from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.slipped import EXPECTED, SLIPPED
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Slipped share"),
    also=gettext_noop("slip rate, slippage rate, share of slipped deals, share of deals slipped"),
    meaning=gettext_noop(
        "Of the deals that were expected to be won on a day of the period that has passed, the share that was neither "
        "won nor lost by it. A deal that was expected on several days of the period counts once, by the last of them."
    ),
    formula=gettext_noop("Slipped deals / deals that were expected on a day of the period."),
    left_out=gettext_noop(
        "Days that are still to come. Deals of which nobody said on which day they are expected. A day that was "
        "corrected on the day it was written."
    ),
    of=SLIPPED,
    per=EXPECTED,
    group=Group.DEALS,
    unit=Unit.SHARE,
    better="lower",
    grade=Grade.NEVER_ALONE,
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
        2024-01                = 2/5
        2024-01-01..2024-01-16 = 2/3
    """,
    oracle="""
        -- Of each deal the last expected day in the period.
        WITH latest AS (
            SELECT *, row_number() OVER (PARTITION BY deal_id ORDER BY expected_on DESC) AS place
            FROM expectations
            WHERE expected_on >= $start AND expected_on < $end
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (closed_on IS NULL OR closed_on > expected_on) AS of,
            count(*) AS per
        FROM latest
        WHERE place = 1
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
