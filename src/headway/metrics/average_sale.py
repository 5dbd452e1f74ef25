"""Average sale: what a sale of the period brought on average."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Average sale"),
    meaning=gettext_noop("What a sale of the period brought on average, with money paid back taken off."),
    formula=gettext_noop("Sales volume of the period / number of sales of the period."),
    left_out=gettext_noop("Bookings below zero lower the sales volume and are no sales."),
    of=Measure(facts="sales", on="sold_on", value=_.amount),
    per=Measure(facts="sales", on="sold_on", where=_.amount >= 0),
    group=Group.SALES,
    unit=Unit.MONEY,
    source=gettext_noop("Average order value, average deal size."),
    example="""
        sale | client | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | Works  | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | Works  | 2024-01-20 | add_on       | no          | 270.00  |
        3    | Mill   | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | Forge  | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | Mill   | 2024-01-31 | renewal      | no          | -50.00  |
        6    | Forge  | 2024-02-01 | new_business | no          | 900.00  | 500.00
        7    | Yard   | 2024-01-22 | new_business | no          | 0.00    |
        2024-01 = 340.00
    """,
    oracle="""
        -- Amounts over sales.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(amount), 0) AS of,
            count(*) FILTER (amount >= 0) AS per
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
