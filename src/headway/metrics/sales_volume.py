"""Sales volume: the money of all sales booked in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales volume"),
    also=gettext_noop("revenue, turnover, sales amount, booked revenue, sell, sold"),
    meaning=gettext_noop("The sum of the sales of the period; booked revenue means the same."),
    formula=gettext_noop("Sum of the amounts of sales by the day they were sold."),
    left_out=gettext_noop("Nothing. Refunds booked as negative sales count as such."),
    of=Measure(facts="sales", on="sold_on", value=_.amount),
    group=Group.SALES,
    unit=Unit.MONEY,
    example="""
        sale | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | 2024-01-20 | add_on       | no          | 250.50  |
        3    | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | 2024-02-01 | new_business | no          | 900.00  | 500.00
        2024-01 = 1730.50
    """,
    oracle="""
        -- All sales.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            sum(amount) AS of
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
