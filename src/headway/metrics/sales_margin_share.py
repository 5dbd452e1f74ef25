"""Margin share: of the sales of the period, the share that is left after their cost."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales margin, share"),
    also=gettext_noop("margin percentage, margin share"),
    meaning=gettext_noop("Of the sales volume of the period, the share that is left after the cost."),
    formula=gettext_noop("Sum of amount minus cost / sum of amount, by the day of the sale."),
    left_out=gettext_noop("Sales whose cost is not known: neither their margin nor their amount is counted."),
    of=Measure(facts="sales", on="sold_on", value=_.amount - _.cost_amount, left_out=_.cost_amount.isnull()),
    per=Measure(facts="sales", on="sold_on", value=_.amount, left_out=_.cost_amount.isnull()),
    group=Group.SALES,
    unit=Unit.SHARE,
    example="""
        sale | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | 2024-01-20 | add_on       | no          | 250.50  |
        3    | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | 2024-02-01 | new_business | no          | 900.00  | 500.00
        2024-01 = 760.00/1480.00
    """,
    oracle="""
        -- Amounts less costs over amounts, where the cost is known.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(amount - cost_amount), 0) AS of,
            coalesce(sum(amount) FILTER (cost_amount IS NOT NULL), 0) AS per,
            count(*) FILTER (cost_amount IS NULL) AS left_out
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
