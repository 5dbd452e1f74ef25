"""Buying clients: how many different clients bought in the period."""

from ibis import _

from headway.engine.metric import Aggregate, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Buying clients"),
    meaning=gettext_noop(
        "How many different clients bought something in the period. A client who bought of two reps is one client, so "
        "the reps' numbers can come to more than the whole."
    ),
    formula=gettext_noop("Number of different clients with a sale, by the day it was sold."),
    left_out=gettext_noop("Bookings below zero: money paid back is no sale."),
    of=Measure(facts="sales", on="sold_on", value=_.client_id, where=_.amount >= 0, aggregate=Aggregate.DISTINCT),
    group=Group.SALES,
    example="""
        sale | client | sold_on    | kind         | is_won_back | amount  | cost_amount
        1    | Works  | 2024-01-05 | new_business | no          | 1000.00 | 600.00
        2    | Works  | 2024-01-20 | add_on       | no          | 250.50  |
        3    | Mill   | 2024-01-31 | renewal      | no          | 400.00  | 100.00
        4    | Forge  | 2024-01-31 | renewal      | yes         | 80.00   | 20.00
        5    | Mill   | 2024-01-31 | renewal      | no          | -50.00  |
        6    | Forge  | 2024-02-01 | new_business | no          | 900.00  | 500.00
        7    | Yard   | 2024-01-22 | new_business | no          | 0.00    |
        2024-01 = 4
    """,
    oracle="""
        -- Different clients with a sale.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(DISTINCT client_id) AS of
        FROM sales
        WHERE sold_on >= $start AND sold_on < $end
          AND amount >= 0
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
