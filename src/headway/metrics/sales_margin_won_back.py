"""Margin of won-back clients: what is left after cost of the sales to clients who had stopped."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales margin: won back"),
    meaning=gettext_noop(
        "What is left of the sales of the period to clients who had stopped buying, after their cost; it is a part of "
        "the margin of the renewals."
    ),
    formula=gettext_noop("Sum of amount minus cost of won-back sales, by the day they were sold."),
    left_out=gettext_noop("All other sales, and those whose cost is not known."),
    of=Measure(
        facts="sales",
        on="sold_on",
        value=_.amount - _.cost_amount,
        where=_.is_won_back,
        left_out=_.cost_amount.isnull(),
    ),
    group=Group.SALES,
    unit=Unit.MONEY,
    example="""
        sale | client | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | Works  | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | Works  | 2024-01-20 | add_on       | no          | 250.50  |
        3    | Mill   | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | Forge  | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | Mill   | 2024-01-31 | renewal      | no          | -50.00  |
        6    | Forge  | 2024-02-01 | new_business | no          | 900.00  | 500.00
        2024-01 = 60.00
    """,
    oracle="""
        -- Amounts less costs of won-back sales.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(amount - cost_amount), 0) AS of,
            count(*) FILTER (cost_amount IS NULL) AS left_out
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
          AND is_won_back
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
