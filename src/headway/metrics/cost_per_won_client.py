"""Cost per won client: what the sources of the period cost for each client from them that was won."""

from ibis import _

from headway.engine.costed import NO_COST, SPENT, is_costed
from headway.engine.metric import Aggregate, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Cost per won client"),
    also=gettext_noop("customer acquisition cost, CAC, cost per customer, cost per sale"),
    meaning=gettext_noop(
        "What the sources cost in the period for each client with a deal from them that was won in the period."
    ),
    formula=gettext_noop(
        "Costs of the period / different clients with a deal that was won in the period from the sources that have "
        "costs in it."
    ),
    left_out=gettext_noop(
        "Won deals from sources without a cost in the period: what they cost is unknown, not zero. Costs are "
        "those of the whole company; who sees only a team or only themselves does not see them."
    ),
    of=SPENT,
    per=Measure(
        facts="deals",
        on="won_on",
        value=_.client_id,
        left_out=~is_costed(),
        aggregate=Aggregate.DISTINCT,
        unit=Unit.COUNT,
    ),
    unwritten=NO_COST,
    group=Group.DEALS,
    unit=Unit.MONEY,
    better="lower",
    example="""
        cost_day | source | spent_on   | amount
        1        | Fair   | 2024-01-05 | 600.00
        2        | Fair   | 2024-01-06 | 300.00
        3        | List   | 2024-01-31 | 100.00
        4        | List   | 2024-02-01 | 50.00

        deal | client | source | won_on     | outcome
        A    | Pump   | Fair   | 2024-01-09 | won
        B    | Pump   | Fair   | 2024-01-20 | won
        C    | Mill   | List   | 2024-01-31 | won
        D    | Farm   | Site   | 2024-01-31 | won
        E    | Dock   | List   | 2024-02-01 | won
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
            WHERE won_on >= $start AND won_on < $end
        )
        SELECT
            NULL AS rep,
            1 AS is_total,
            (SELECT coalesce(sum(amount), 0) FROM spent) AS of,
            count(DISTINCT client_id) FILTER (is_costed) AS per,
            count(*) FILTER (NOT is_costed) AS left_out
        FROM came
    """,
)
