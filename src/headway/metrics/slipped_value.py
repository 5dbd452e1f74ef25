"""Slipped value: what the deals were worth that were expected on a day of the period and had not closed by it."""

from dataclasses import replace

from ibis import _

from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.slipped import SLIPPED
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Slipped value"),
    also=gettext_noop("value of slipped deals, slipped pipeline, pushed value"),
    meaning=gettext_noop(
        "What the slipped deals were worth on the day on which they were expected: those that were expected on a day "
        "of the period that has passed, and had not closed by it. A deal counts once, by the last such day."
    ),
    formula=gettext_noop(
        "Sum of the values of the slipped deals, each as it stood on the last expected day in the period, in the "
        "company's currency at the rate of the day on which the value was written."
    ),
    left_out=gettext_noop(
        "Slipped deals whose value was not known on that day. Days that are still to come. Deals of which nobody said "
        "on which day they are expected."
    ),
    of=replace(SLIPPED, value=_.value_amount, left_out=_.value_amount.isnull()),
    group=Group.DEALS,
    unit=Unit.MONEY,
    better="lower",
    grade=Grade.NEVER_ALONE,
    example="""
        expectation | deal | expected_on | again_on   | closed_on  | outcome | value_amount
        1           | A    | 2024-01-10  |            | 2024-01-09 | won     | 500.00
        2           | C    | 2024-01-10  | 2024-01-31 | 2024-02-05 | lost    | 1200.00
        3           | C    | 2024-01-31  |            | 2024-02-05 | lost    | 1000.00
        4           | D    | 2024-01-31  | 2024-03-20 |            | open    | 300.50
        5           | E    | 2024-01-20  |            |            | open    |
        today                  = 2024-03-01
        2024-01                = 1300.50
        2024-01-01..2024-01-16 = 1200.00
    """,
    oracle="""
        -- Of each deal the last expected day in the period, at the value of that day.
        WITH latest AS (
            SELECT *, row_number() OVER (PARTITION BY deal_id ORDER BY expected_on DESC) AS place
            FROM expectations
            WHERE expected_on >= $start AND expected_on < $end
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(value_amount), 0) AS of,
            count(*) - count(value_amount) AS left_out
        FROM latest
        WHERE place = 1 AND (closed_on IS NULL OR closed_on > expected_on)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
