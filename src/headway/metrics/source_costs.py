"""Costs of sources: what the sources of clients cost in the period, lists among them."""

from headway.engine.costed import NO_COST, SPENT
from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Costs of sources"),
    also=gettext_noop("marketing costs, advertising costs, source costs, list costs, lead generation costs"),
    meaning=gettext_noop(
        "What the sources of clients and deals cost in the period, bought contact lists among them. A cost that was "
        "written down for several days is spread over them evenly."
    ),
    formula=gettext_noop("Sum of the daily parts of the costs, by their day."),
    left_out=gettext_noop(
        "What nobody wrote down: without a cost it is unknown, not zero. Costs are those of the whole company; who "
        "sees only a team or only themselves does not see them."
    ),
    of=SPENT,
    unwritten=NO_COST,
    group=Group.LEADS,
    unit=Unit.MONEY,
    better=None,
    grade=Grade.VOLUME,
    example="""
        cost_day | source | spent_on   | amount
        1        | Fair   | 2024-01-05 | 600.00
        2        | Fair   | 2024-01-06 | 300.00
        3        | List   | 2024-01-31 | 100.00
        4        | List   | 2024-02-01 | 50.00
        2024-01 = 1000.00
    """,
    oracle="""
        -- The costs by day; they are nobody's.
        SELECT
            NULL AS rep,
            1 AS is_total,
            coalesce(sum(amount), 0) AS of
        FROM costs
        WHERE spent_on >= $start AND spent_on < $end
    """,
)
