"""Sales margin: what is left of the sales of the period after their cost."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales margin"),
    also=gettext_noop("margin, gross margin, gross profit"),
    meaning=gettext_noop("The sales of the period less what they cost."),
    formula=gettext_noop("Sum of amount minus cost by the day of the sale."),
    left_out=gettext_noop("Sales whose cost is not known: their margin is unknown, not the whole amount."),
    of=Measure(facts="sales", on="sold_on", value=_.amount - _.cost_amount, left_out=_.cost_amount.isnull()),
    group=Group.SALES,
    unit=Unit.MONEY,
    example="""
        sale | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | 2024-01-20 | add_on       | no          | 250.50  |
        3    | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | 2024-02-01 | new_business | no          | 900.00  | 500.00
        6    | 2024-03-05 | add_on       | no          | 300.00  |
        2024-01 = 760.00
        2024-03 = unknown
        2024-04 = 0.00
    """,
    oracle="""
        -- Amounts less costs, where the cost is known.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(amount - cost_amount), 0) AS of,
            count(*) FILTER (cost_amount IS NULL) AS left_out
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
