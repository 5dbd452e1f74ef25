"""Sales volume of new business: the money of the sales of that kind booked in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales volume: new business"),
    also=gettext_noop("new business, new business sales"),
    meaning=gettext_noop("The sum of the sales of the period to clients who had not bought before."),
    formula=gettext_noop("Sum of the amounts of new business sales by the day they were sold."),
    left_out=gettext_noop("Sales of the other kinds."),
    of=Measure(facts="sales", on="sold_on", value=_.amount, where=_.kind == "new_business"),
    group=Group.SALES,
    unit=Unit.MONEY,
    example="""
        sale | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | 2024-01-20 | add_on       | no          | 250.50  |
        3    | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | 2024-02-01 | new_business | no          | 900.00  | 500.00
        2024-01 = 1000.00
    """,
    oracle="""
        -- Sales of one kind.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            sum(amount) AS of
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
          AND kind = 'new_business'
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
