"""Cost per opportunity: what the sources of the period cost for each deal from them that qualified."""

from ibis import _

from headway.engine.costed import NO_COST, SPENT, is_costed
from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Cost per opportunity"),
    also=gettext_noop("opportunity cost, cost per qualified lead"),
    meaning=gettext_noop("What the sources cost in the period for each deal from them that qualified in the period."),
    formula=gettext_noop(
        "Costs of the period / deals that qualified in the period from the sources that have costs in it."
    ),
    left_out=gettext_noop(
        "Opportunities from sources without a cost in the period: what they cost is unknown, not zero. Costs are "
        "those of the whole company; who sees only a team or only themselves does not see them."
    ),
    of=SPENT,
    per=Measure(
        facts="deals",
        on="qualified_on",
        left_out=~is_costed(),
        dated=_.is_entry_known | (_.qualified_at > _.entered_at),
    ),
    unwritten=NO_COST,
    group=Group.OPPORTUNITIES,
    unit=Unit.MONEY,
    better="lower",
    example="""
        cost_day | source | spent_on   | amount
        1        | Fair   | 2024-01-05 | 600.00
        2        | Fair   | 2024-01-06 | 300.00
        3        | List   | 2024-01-31 | 100.00
        4        | List   | 2024-02-01 | 50.00

        deal | source | entered_at       | qualified_at     | qualified_on | is_entry_known
        A    | Fair   | 2024-01-09 08:00 | 2024-01-09 09:00 | 2024-01-09   | yes
        B    | List   | 2024-01-31 09:00 | 2024-01-31 09:00 | 2024-01-31   | yes
        C    | List   | 2024-01-31 09:00 | 2024-02-01 09:00 | 2024-02-01   | yes
        D    | Site   | 2024-01-31 09:00 | 2024-01-31 09:00 | 2024-01-31   | yes
        E    | Fair   | 2024-01-15 00:00 | 2024-01-15 00:00 | 2024-01-15   | no
        2024-01 = 500.00
    """,
    oracle="""
        -- The costs by day over what came from the sources that have any; they are nobody's.
        WITH spent AS (
            SELECT source_id, sum(amount) AS amount FROM costs
            WHERE spent_on >= $start AND spent_on < $end
            GROUP BY source_id
        ), came AS (
            SELECT client_id, spent.source_id IS NOT NULL AS is_costed FROM deals
            LEFT JOIN spent USING (source_id)
            WHERE qualified_on >= $start AND qualified_on < $end
              AND (is_entry_known OR qualified_at > entered_at)
        )
        SELECT
            NULL AS rep,
            1 AS is_total,
            (SELECT coalesce(sum(amount), 0) FROM spent) AS of,
            count(*) FILTER (is_costed) AS per,
            count(*) FILTER (NOT is_costed) AS left_out
        FROM came
    """,
)
