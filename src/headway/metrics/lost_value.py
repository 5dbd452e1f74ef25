"""Lost value: what the deals lost in the period were worth."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Lost value"),
    also=gettext_noop("value lost, value of lost deals, lost pipeline"),
    meaning=gettext_noop(
        "The value of the deals that were lost in the period and still stand as lost, as it stood on the day they were "
        "lost."
    ),
    formula=gettext_noop("Sum of the values of lost deals by the day they were lost."),
    left_out=gettext_noop("Lost deals whose value is not known. Deals that were lost and reopened since."),
    of=Measure(facts="deals", on="lost_on", value=_.lost_amount, left_out=_.lost_amount.isnull()),
    group=Group.DEALS,
    unit=Unit.MONEY,
    better="lower",
    example="""
        deal | lost_on    | outcome | lost_amount
        A    | 2024-01-05 | lost    | 1200.00
        B    | 2024-01-20 | lost    | 300.50
        C    | 2024-01-31 | lost    |
        D    | 2024-02-01 | lost    | 900.00
        E    |            | open    |
        2024-01 = 1500.50
    """,
    oracle="""
        -- Values of lost deals.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(lost_amount), 0) AS of,
            count(*) - count(lost_amount) AS left_out
        FROM deals
        WHERE lost_on >= $start AND lost_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
