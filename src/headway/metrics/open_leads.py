"""Open leads: the leads that stood open at the end of the period, neither qualified nor lost."""

from headway.engine.leads import STANDING
from headway.engine.metric import Group, Metric, Rule
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Open leads"),
    meaning=gettext_noop(
        "Leads that stood open at the end of the period: they had entered, and were neither qualified nor lost."
    ),
    formula=gettext_noop(
        "Number of deals that stood on an open stage at the end of the period and had not qualified by then."
    ),
    left_out=gettext_noop("Deals whose day of entry is not known stand in no period, only in all time."),
    of=STANDING,
    group=Group.LEADS,
    rule=Rule.STOCK,
    better=None,
    example="""
        stay | number | phase       | is_qualified | entered_on | left_on    | qualified_amount | is_entry_known
        A    | 1      | lead        | no           | 2024-01-05 | 2024-02-10 | 1200.00          | yes
        A    | 2      | opportunity | yes          | 2024-02-10 | 2024-03-04 | 1200.00          | yes
        A    | 3      | won         | yes          | 2024-03-04 |            | 1200.00          | yes
        B    | 1      | lead        | no           | 2024-01-20 | 2024-01-31 |                  | yes
        C    | 1      | opportunity | yes          | 2024-01-08 | 2024-02-20 | 300.50           | yes
        C    | 2      | lead        | yes          | 2024-02-20 |            | 300.50           | yes
        D    | 1      | opportunity | yes          | 2024-02-28 |            |                  | yes
        2024-01 = 1
        2024-02 = 0
        all     = 0
    """,
    oracle="""
        -- Open stays before qualification that had begun and not ended at the end.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM stays
        WHERE entered_on < $end AND (left_on IS NULL OR left_on >= $end)
          AND phase IN ('lead', 'opportunity') AND NOT is_qualified AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
