"""Pipeline value: what the opportunities that stood open at the end of the period are worth."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Pipeline value"),
    meaning=gettext_noop(
        "What the opportunities that stood open at the end of the period were worth when they qualified; a value that "
        "was changed later does not change it."
    ),
    formula=gettext_noop(
        "Sum of the values of the open opportunities at the end of the period, each as it stood on the day of its "
        "qualification."
    ),
    left_out=gettext_noop(
        "Opportunities whose value was not known. Deals that came to their stage on a day that is not known stand in "
        "no period, only in all time."
    ),
    of=Measure(
        facts="stays",
        on="entered_on",
        until="left_on",
        value=_.qualified_amount,
        where=_.phase.isin(["lead", "opportunity"]) & _.is_qualified,
        dated=_.is_entry_known,
        left_out=_.qualified_amount.isnull(),
    ),
    group=Group.OPPORTUNITIES,
    rule=Rule.STOCK,
    unit=Unit.MONEY,
    example="""
        stay | number | phase       | is_qualified | entered_on | left_on    | qualified_amount | is_entry_known
        A    | 1      | lead        | no           | 2024-01-05 | 2024-02-10 | 1200.00          | yes
        A    | 2      | opportunity | yes          | 2024-02-10 | 2024-03-04 | 1200.00          | yes
        A    | 3      | won         | yes          | 2024-03-04 |            | 1200.00          | yes
        B    | 1      | lead        | no           | 2024-01-20 | 2024-01-31 |                  | yes
        C    | 1      | opportunity | yes          | 2024-01-08 | 2024-02-20 | 300.50           | yes
        C    | 2      | lead        | yes          | 2024-02-20 |            | 300.50           | yes
        D    | 1      | opportunity | yes          | 2024-02-28 |            |                  | yes
        2024-01 = 300.50
        2024-02 = 1500.50
        2024-03 = 300.50
        all     = 300.50
    """,
    oracle="""
        -- The values at qualification of what stood open at the end.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(qualified_amount), 0) AS of,
            count(*) FILTER (qualified_amount IS NULL) AS left_out
        FROM stays
        WHERE entered_on < $end AND (left_on IS NULL OR left_on >= $end)
          AND phase IN ('lead', 'opportunity') AND is_qualified AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
