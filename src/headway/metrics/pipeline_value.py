"""Pipeline value: what the opportunities that stood open at the end of the period were worth on that day."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Pipeline value"),
    also=gettext_noop("pipeline, open pipeline, value of open deals, value of open opportunities"),
    meaning=gettext_noop(
        "What the opportunities that stood open at the end of the period were worth on that day. A value that was "
        "changed later does not change it."
    ),
    formula=gettext_noop(
        "Sum of the values of the open opportunities at the end of the period, each as it stood on that day, in the "
        "company's currency at the rate of the day on which the value was written."
    ),
    left_out=gettext_noop(
        "Opportunities whose value was not known on that day. Deals that came to their stage on a day that is not "
        "known, and may have stood on it at the end of the period; in all time they count."
    ),
    of=Measure(
        facts="pipeline",
        on="since_on",
        until="until_on",
        value=_.value_amount,
        dated=_.is_entry_known,
        left_out=_.value_amount.isnull(),
    ),
    group=Group.OPPORTUNITIES,
    rule=Rule.STOCK,
    unit=Unit.MONEY,
    example="""
        opportunity | number | stage | since_on   | until_on   | value_amount | is_entry_known
        A           | 2      | Offer | 2024-02-10 | 2024-02-20 | 1200.00      | yes
        A           | 2      | Offer | 2024-02-20 | 2024-03-04 | 900.00       | yes
        C           | 1      | Offer | 2024-01-08 | 2024-02-20 | 300.50       | yes
        C           | 2      | Need  | 2024-02-20 |            | 300.50       | yes
        D           | 1      | Offer | 2024-02-28 | 2024-03-15 |              | yes
        D           | 1      | Offer | 2024-03-15 |            | 700.00       | yes
        E           | 1      | Offer | 2024-03-20 |            | 50.00        | no
        2023-12 = unknown
        2024-01 = 300.50
        2024-02 = 1200.50
        2024-03 = 1000.50
        all     = 1050.50
    """,
    oracle="""
        -- What stood open at the end, at the value of that day; what came nobody knows when may always have stood.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(value_amount) FILTER (is_entry_known), 0) AS of,
            count(*) FILTER (value_amount IS NULL OR NOT is_entry_known) AS left_out
        FROM pipeline AS each
        WHERE (until_on IS NULL OR until_on >= $end) AND (since_on < $end OR NOT is_entry_known AND number = 1
            AND NOT EXISTS (FROM pipeline AS before WHERE before.deal_id = each.deal_id AND before.number = 1
                AND NOT before.is_entry_known AND before.since_on < each.since_on))
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
