"""Contacts for a won deal: how many contacts the deals won in the period took on average."""

from ibis import _

from headway.engine.metric import Aggregate, Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Contacts for a won deal"),
    meaning=gettext_noop("How many contacts the deals won in the period took on average until they were won."),
    formula=gettext_noop("Contacts up to the win, of the deals won in the period / deals won in the period."),
    left_out=gettext_noop(
        "Won deals without a single contact up to the win: what was not logged is not known. Contacts without a deal."
    ),
    of=Measure(
        facts="deals",
        on="won_on",
        value=_.contacts_until_won,
        left_out=_.contacts_until_won == 0,
        aggregate=Aggregate.MEAN,
        rep="winner_id",
        team="winner_team_id",
    ),
    group=Group.DEALS,
    better="lower",
    grade=Grade.NEVER_ALONE,
    example="""
        deal | won_on     | outcome | contacts_until_won | meetings_until_won | effective_until_won
        A    | 2024-01-05 | won     | 5                  | 2                  | 3
        B    | 2024-01-20 | won     | 8                  | 0                  | 2
        C    | 2024-01-25 | won     | 0                  | 0                  | 0
        D    | 2024-02-01 | won     | 4                  | 1                  | 1
        2024-01 = 13/2
    """,
    oracle="""
        -- Contacts up to the win, where any contact was logged.
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            coalesce(sum(contacts_until_won) FILTER (contacts_until_won > 0), 0) AS of,
            count(*) FILTER (contacts_until_won > 0) AS per,
            count(*) FILTER (contacts_until_won = 0) AS left_out
        FROM deals
        WHERE won_on >= $start AND won_on < $end
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
