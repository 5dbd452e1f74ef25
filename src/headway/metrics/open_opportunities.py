"""Open opportunities: the qualified deals that stood open at the end of the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule
from headway.engine.stages import IS_OPEN
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Open opportunities"),
    meaning=gettext_noop(
        "Qualified deals that stood open at the end of the period: qualified, and neither won nor lost."
    ),
    formula=gettext_noop("Number of deals that had qualified and stood on an open stage at the end of the period."),
    left_out=gettext_noop(
        "Deals that came to their stage on a day that is not known, and may have stood on it at the end of the period. "
        "In all time they count."
    ),
    of=Measure(
        facts="stays",
        on="entered_on",
        until="left_on",
        where=IS_OPEN & _.is_qualified,
        dated=_.is_entry_known,
    ),
    group=Group.OPPORTUNITIES,
    rule=Rule.STOCK,
    example="""
        stay | number | phase       | is_qualified | entered_on | left_on    | qualified_amount | is_entry_known
        A    | 1      | lead        | no           | 2024-01-05 | 2024-02-10 | 1200.00          | yes
        A    | 2      | opportunity | yes          | 2024-02-10 | 2024-03-04 | 1200.00          | yes
        A    | 3      | won         | yes          | 2024-03-04 |            | 1200.00          | yes
        B    | 1      | lead        | no           | 2024-01-20 | 2024-01-31 |                  | yes
        C    | 1      | opportunity | yes          | 2024-01-08 | 2024-02-20 | 300.50           | yes
        C    | 2      | lead        | yes          | 2024-02-20 |            | 300.50           | yes
        D    | 1      | opportunity | yes          | 2024-02-28 |            |                  | yes
        E    | 1      | opportunity | yes          | 2024-03-05 |            |                  | no
        2023-12 = unknown
        2024-01 = 1
        2024-02 = 3
        2024-03 = 2
        all     = 3
    """,
    oracle="""
        -- Open stays after qualification that had begun and not ended at the end; a first stay may always have begun.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (is_entry_known) AS of,
            count(*) FILTER (NOT is_entry_known) AS left_out
        FROM stays
        WHERE (entered_on < $end OR (number = 1 AND NOT is_entry_known)) AND (left_on IS NULL OR left_on >= $end)
          AND phase IN ('lead', 'opportunity') AND is_qualified
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
