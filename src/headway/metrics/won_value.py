"""Won value: what the deals won in the period are worth."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Won value"),
    also=gettext_noop("value won, value of won deals"),
    meaning=gettext_noop("The value of the deals won in the period."),
    formula=gettext_noop("Sum of the values of won deals by the day they were won."),
    left_out=gettext_noop("Won deals whose value is not known."),
    of=Measure(
        facts="deals",
        on="won_on",
        value=_.won_amount,
        left_out=_.won_amount.isnull(),
        rep="winner_id",
        team="winner_team_id",
    ),
    group=Group.DEALS,
    unit=Unit.MONEY,
    example="""
        deal | won_on     | won_amount
        A    | 2024-01-05 | 1200.00
        B    | 2024-01-20 | 300.50
        C    | 2024-01-31 |
        D    | 2024-02-01 | 900.00
        E    | 2024-03-05 |
        2024-01 = 1500.50
        2024-03 = unknown
        2024-04 = 0.00
    """,
    oracle="""
        -- Values of won deals.
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            coalesce(sum(won_amount), 0) AS of,
            count(*) - count(won_amount) AS left_out
        FROM deals
        WHERE won_on >= $start AND won_on < $end
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
