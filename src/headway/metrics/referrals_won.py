"""Referrals won: the deals that somebody referred to us and that were won."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Referrals won"),
    also=gettext_noop("referred deals won, won referrals, recommendations won"),
    meaning=gettext_noop(
        "Deals that came by referral, were won in the period and still stand as won, whenever they came."
    ),
    formula=gettext_noop("Number of won deals that came by referral, by the day they were won."),
    left_out=gettext_noop("Deals that were won and reopened since."),
    of=Measure(facts="deals", on="won_on", where=_.is_referral, rep="winner_id", team="winner_team_id"),
    group=Group.DEALS,
    example="""
        deal | entered_on | is_entry_known | is_referral | referrer | won_on     | outcome | winner
        A    | 2024-01-05 | yes            | yes         | Dan      | 2024-01-20 | won     | Bob
        B    | 2024-01-20 | yes            | yes         |          |            | open    |
        C    | 2024-01-25 | yes            | no          |          | 2024-01-31 | won     | Bob
        D    | 2024-01-01 | no             | yes         | Dan      |            | open    |
        E    | 2024-02-01 | yes            | yes         | Dan      |            | lost    |
        2024-01 = 1
    """,
    oracle="""
        -- Referred deals by the day they were won.
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE won_on >= $start AND won_on < $end AND is_referral
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
