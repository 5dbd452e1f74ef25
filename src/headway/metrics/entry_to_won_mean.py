"""Entry to won on average: the mean time from the entry to the win, of the deals won in the period."""

from ibis import _

from headway.engine.metric import Aggregate, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Entry to won (mean)"),
    meaning=gettext_noop(
        "How long the deals won in the period took on average, from the day they entered until they were won. A "
        "few very long deals can pull it up."
    ),
    formula=gettext_noop("Sum of won minus entered / number of deals, of the deals won in the period."),
    left_out=gettext_noop("Won deals whose day of entry is not known. Deals still open."),
    of=Measure(
        facts="deals",
        on="won_on",
        value=_.won_at - _.entered_at,
        left_out=~_.is_entry_known,
        aggregate=Aggregate.MEAN,
        rep="winner_id",
        team="winner_team_id",
    ),
    group=Group.TIMES,
    unit=Unit.DAYS,
    better="lower",
    example="""
        deal | entered_at       | won_at           | won_on     | is_entry_known
        A    | 2024-01-01 09:00 | 2024-01-11 09:00 | 2024-01-11 | yes
        B    | 2024-01-01 09:00 | 2024-01-05 15:00 | 2024-01-05 | yes
        C    | 2024-01-20 09:00 | 2024-01-23 09:00 | 2024-01-23 | yes
        D    | 2024-01-01 09:00 | 2024-01-18 15:00 | 2024-01-18 | yes
        E    | 2024-01-30 09:00 | 2024-01-31 09:00 | 2024-01-31 | no
        2024-01 = 8.625 days
    """,
    oracle="""
        -- The mean of the times from entry to won.
        WITH won AS (
            SELECT winner_id, is_entry_known AS is_counted, won_at - entered_at AS microseconds
            FROM deals
            WHERE won_on >= $start AND won_on < $end
        )
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            coalesce(sum(microseconds) FILTER (is_counted), 0) AS of,
            count(*) FILTER (is_counted) AS per,
            count(*) FILTER (NOT is_counted) AS left_out
        FROM won
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
