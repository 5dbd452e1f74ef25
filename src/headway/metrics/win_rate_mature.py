"""Win rate by the mature rule: of the deals that entered in the period, the share won within 180 days."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_entered = Measure(facts="deals", on="entered_on", dated=_.is_entry_known, left_out=~_.is_entry_known)
_course = Course(ended_on="closed_on", is_reached=_.outcome == "won")

metric = Metric(
    module=__name__,
    label=gettext_noop("Win rate (mature)"),
    meaning=gettext_noop(
        "Of the deals that entered in the period, the share that is won within 180 days (or as many as are asked "
        "for), corrected for those that are still open: each counts for as long as it has been followed."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days since the entry; losing competes with winning. On a day with both, a "
        "deal that closes goes before one that is last seen open."
    ),
    left_out=gettext_noop("Deals whose day of entry is not known."),
    of=_course.reached(_entered),
    per=_entered,
    course=_course,
    group=Group.DEALS,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    source="Aalen and Johansen 1978",
    example="""
        deal | entered_on | closed_on  | outcome | is_entry_known
        A    | 2024-01-01 | 2024-01-11 | won     | yes
        B    | 2024-01-01 | 2024-01-21 | lost    | yes
        C    | 2024-01-01 | 2024-02-10 | won     | yes
        D    | 2024-02-10 |            | open    | yes
        E    | 2024-01-01 |            | open    | no
        today   = 2024-03-01
        within  = 40
        2024-01 = 0.666666667 (2 of 3)
        2024-Q1 = 0.75 (2 of 4)
    """,
    oracle="""
        -- The ends of the deals that entered in the period by days since then, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', entered_on, least(coalesce(closed_on, $today), $today))) AS days,
            count(*) FILTER (closed_on <= $today AND outcome = 'won') AS reached,
            count(*) FILTER (closed_on <= $today AND outcome <> 'won') AS otherwise,
            count(*) FILTER (closed_on > $today OR closed_on IS NULL) AS open
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
