"""Meetings to won by the period rule: deals won in the period, divided by the meetings of the period."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Meetings to won (period)"),
    meaning=gettext_noop(
        "Deals won in the period against the meetings of the period, whether the meetings were about these deals or "
        "not."
    ),
    formula=gettext_noop("Deals won in the period / meetings of the period."),
    left_out=gettext_noop("Contacts of other kinds. A meeting about several deals counts once."),
    of=Measure(facts="deals", on="won_on", rep="winner_id", team="winner_team_id"),
    per=Measure(facts="contacts", on="happened_on", value=_.volume, where=_.kind == "meeting"),
    group=Group.DEALS,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    example="""
        deal | won_on     | outcome
        A    | 2024-01-20 | won
        B    |            | open

        contact | happened_on | kind    | deal | volume
        1       | 2024-01-05  | meeting | A    | 1
        2       | 2024-01-12  | meeting | A    | 1
        3       | 2024-01-12  | meeting | B    | 0
        4       | 2024-01-15  | call    | A    | 1
        5       | 2024-01-16  | meeting | B    | 1
        2024-01 = 1/3
    """,
    oracle="""
        -- Deals by the day they were won over meetings by their day.
        WITH counted AS (
            SELECT winner_id AS rep_id, 1 AS won, 0 AS meetings FROM deals
            WHERE won_on >= $start AND won_on < $end
            UNION ALL
            SELECT rep_id, 0, volume FROM contacts
            WHERE happened_on >= $start AND happened_on < $end AND kind = 'meeting'
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(won), 0) AS of,
            coalesce(sum(meetings), 0) AS per
        FROM counted
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
