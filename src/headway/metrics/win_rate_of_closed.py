"""Win rate of closed deals: of the deals that ended in the period, the share that was won."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Win rate (of closed)"),
    also=gettext_noop("win rate of closed deals"),
    meaning=gettext_noop("Of the deals that closed in the period, the share that was won."),
    formula=gettext_noop("Won deals / won and lost deals, by the day they closed."),
    left_out=gettext_noop("Deals that are still open."),
    of=Measure(
        facts="deals",
        on="closed_on",
        where=_.outcome == "won",
        rep=_.winner_id.coalesce(_.rep_id),
        team=_.winner_team_id.coalesce(_.team_id),
    ),
    per=Measure(
        facts="deals",
        on="closed_on",
        rep=_.winner_id.coalesce(_.rep_id),
        team=_.winner_team_id.coalesce(_.team_id),
    ),
    group=Group.DEALS,
    unit=Unit.SHARE,
    example="""
        deal | closed_on  | outcome
        A    | 2024-01-05 | won
        B    | 2024-01-20 | lost
        C    |            | open
        D    | 2024-02-02 | lost
        2024-01 = 1/2
    """,
    oracle="""
        -- Of the deals closed in the period, those won.
        SELECT
            owner_id AS rep,
            grouping(owner_id) AS is_total,
            count(*) FILTER (outcome = 'won') AS of,
            count(*) AS per
        FROM (SELECT *, coalesce(winner_id, rep_id) AS owner_id FROM deals)
        WHERE closed_on >= $start AND closed_on < $end
        GROUP BY GROUPING SETS ((owner_id), ())
    """,
)
