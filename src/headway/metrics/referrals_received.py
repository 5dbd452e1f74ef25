"""Referrals received: the deals that somebody referred to us."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Referrals received"),
    also=gettext_noop("referrals, referred deals, recommendations received, introductions"),
    meaning=gettext_noop(
        "Deals that entered in the period and came by referral: from a source of referrals, or from somebody who is "
        "named as having referred the deal or its client."
    ),
    formula=gettext_noop("Number of deals that came by referral, by the day they entered."),
    left_out=gettext_noop("Deals whose day of entry is not known: they count in no period, only in all time."),
    of=Measure(facts="deals", on="entered_on", where=_.is_referral, dated=_.is_entry_known),
    group=Group.LEADS,
    example="""
        deal | entered_on | is_entry_known | is_referral | referrer | won_on     | outcome | winner
        A    | 2024-01-05 | yes            | yes         | Dan      | 2024-01-20 | won     | Bob
        B    | 2024-01-20 | yes            | yes         |          |            | open    |
        C    | 2024-01-25 | yes            | no          |          | 2024-01-31 | won     | Bob
        D    | 2024-01-01 | no             | yes         | Dan      |            | open    |
        E    | 2024-02-01 | yes            | yes         | Dan      |            | lost    |
        2024-01 = 2
        all     = 4
    """,
    oracle="""
        -- Referred deals by the day they entered.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND is_referral AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
