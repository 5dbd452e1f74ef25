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
    left_out=gettext_noop(
        "Deals that came to their stage on a day that is not known, and may have stood on it at the end of the period. "
        "In all time they count."
    ),
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
        E    | 1      | lead        | no           | 2024-02-25 | 2024-02-27 |                  | no
        2023-12 = unknown
        2024-01 = 1
        2024-02 = 0
        all     = 0
    """,
    oracle="""
        -- Open stays before qualification that had begun and not ended at the end; a first stay may always have begun.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (is_entry_known) AS of,
            count(*) FILTER (NOT is_entry_known) AS left_out
        FROM stays
        WHERE (entered_on < $end OR (number = 1 AND NOT is_entry_known)) AND (left_on IS NULL OR left_on >= $end)
          AND phase IN ('lead', 'opportunity') AND NOT is_qualified
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
