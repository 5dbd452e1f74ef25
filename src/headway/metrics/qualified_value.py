"""Qualified value: what the deals qualified in the period were worth on that day."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Qualified value"),
    also=gettext_noop("value of opportunities, opportunity value"),
    meaning=gettext_noop(
        "The value of the deals that were qualified in the period, as it stood on the day of their qualification."
    ),
    formula=gettext_noop("Sum of the values of deals by the day of their qualification."),
    left_out=gettext_noop(
        "Deals whose value was not known. Deals whose day of qualification is not known stand in no period, only "
        "in all time."
    ),
    of=Measure(
        facts="deals",
        on="qualified_on",
        value=_.qualified_amount,
        dated=_.is_entry_known | (_.qualified_at > _.entered_at),
        left_out=_.qualified_amount.isnull(),
    ),
    group=Group.OPPORTUNITIES,
    unit=Unit.MONEY,
    example="""
        deal | entered_at       | qualified_at     | qualified_on | is_entry_known | qualified_amount
        A    | 2024-01-02 09:00 | 2024-01-05 10:00 | 2024-01-05   | yes            | 1200.00
        B    | 2024-01-20 11:00 | 2024-01-20 11:00 | 2024-01-20   | yes            | 300.50
        C    | 2024-01-21 11:00 | 2024-01-21 11:00 | 2024-01-21   | yes            |
        D    | 2024-01-28 12:00 | 2024-02-02 12:00 | 2024-02-02   | yes            | 900.00
        2024-01 = 1500.50
    """,
    oracle="""
        -- Values on the day of qualification.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(qualified_amount), 0) AS of,
            count(*) - count(qualified_amount) AS left_out
        FROM deals
        WHERE qualified_on >= $start AND qualified_on < $end
          AND (is_entry_known OR qualified_at > entered_at)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
