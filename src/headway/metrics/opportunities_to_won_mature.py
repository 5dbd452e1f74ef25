"""Opportunity to won by the mature rule: of the deals qualified in the period, the share won within 180 days."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_is_known = _.is_entry_known | (_.qualified_at > _.entered_at)
_qualified = Measure(facts="deals", on="qualified_on", dated=_is_known, left_out=~_is_known)
_course = Course(ended_on="closed_on", is_reached=_.outcome == "won")

metric = Metric(
    module=__name__,
    label=gettext_noop("Opportunity to won (mature)"),
    meaning=gettext_noop(
        "Of the deals qualified in the period, the share that is won within 180 days (or as many as are asked for), "
        "corrected for those that are still open: each counts for as long as it has been followed."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days since the qualification; losing competes with winning. On a day with "
        "both, a deal that closes goes before one that is last seen open."
    ),
    left_out=gettext_noop("Deals whose day of qualification is not known."),
    of=_course.reached(_qualified),
    per=_qualified,
    course=_course,
    group=Group.OPPORTUNITIES,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    source="Aalen and Johansen 1978",
    example="""
        deal | qualified_on | closed_on  | outcome
        A    | 2024-01-01   | 2024-01-06 | won
        B    | 2024-01-01   | 2024-01-09 | lost
        C    | 2024-01-01   | 2024-01-11 | won
        D    | 2024-01-01   | 2024-01-13 | lost
        E    | 2024-01-01   | 2024-01-16 | lost
        F    | 2024-01-01   | 2024-01-21 | won
        G    | 2024-02-08   |            | open
        H    | 2024-01-01   | 2024-01-26 | lost
        I    | 2024-01-31   |            | open
        J    | 2024-01-31   |            | open
        today   = 2024-03-01
        within  = 30
        2024-Q1 = 0.3 (3 of 10)
        2024-01 = 0.333333333 (3 of 9)
    """,
    oracle="""
        -- The ends of the deals qualified in the period by days since then, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', qualified_on, least(coalesce(closed_on, $today), $today))) AS days,
            count(*) FILTER (closed_on <= $today AND outcome = 'won') AS reached,
            count(*) FILTER (closed_on <= $today AND outcome <> 'won') AS otherwise,
            count(*) FILTER (closed_on > $today OR closed_on IS NULL) AS open
        FROM deals
        WHERE qualified_on >= $start AND qualified_on < $end
          AND (is_entry_known OR qualified_at > entered_at)
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
