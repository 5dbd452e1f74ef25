"""Cold-call meetings to won: of the kept appointments that cold calls had set, the share won within 180 days."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Grade, Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_kept = Measure(
    facts="appointments",
    on="kept_on",
    where=(_.kind == "call") & _.is_cold & ~_.is_inbound & (_.volume == 1) & _.deal_id.notnull(),
)
_course = Course(ended_on="closed_on", is_reached=_.outcome == "won")

metric = Metric(
    module=__name__,
    label=gettext_noop("Cold-call meetings to won (mature)"),
    also=gettext_noop("meetings from cold calls to won, closing rate of cold-call meetings"),
    meaning=gettext_noop(
        "Of the meetings kept in the period that cold calls had set, the share whose deal is won within 180 days (or "
        "as many as are asked for), corrected for those whose deal is still open."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days since the meeting; losing competes with winning. On a day with both, a "
        "deal that closes goes before one that is last seen open."
    ),
    left_out=gettext_noop("Meetings that other contacts had set, meetings not kept, and those about no deal."),
    of=_course.reached(_kept),
    per=_kept,
    course=_course,
    group=Group.CONTACTS,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    source="Aalen and Johansen 1978",
    example="""
        appointment | deal | set_on     | due_on     | kept_on    | kind    | is_cold | outcome | closed_on
        1           | A    | 2024-01-02 | 2024-01-05 | 2024-01-05 | call    | yes     | won     | 2024-01-15
        2           | B    | 2024-01-02 | 2024-01-08 | 2024-01-08 | call    | yes     | lost    | 2024-01-18
        3           | C    | 2024-01-02 | 2024-01-09 | 2024-01-09 | call    | yes     | won     | 2024-02-05
        4           | D    | 2024-01-02 | 2024-01-09 |            | call    | yes     | open    |
        5           | E    | 2024-01-02 | 2024-01-09 | 2024-01-09 | meeting | yes     | won     | 2024-01-10
        6           | F    | 2024-02-01 | 2024-02-20 | 2024-02-20 | call    | yes     | open    |
        7           |      | 2024-01-02 | 2024-01-09 | 2024-01-09 | call    | yes     |         |
        today   = 2024-03-01
        within  = 30
        2024-01 = 0.666666667 (2 of 3)
        2024-Q1 = 0.75 (2 of 4)
    """,
    oracle="""
        -- How the deals of the kept appointments of cold calls ended by days since the meeting, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', kept_on, least(coalesce(closed_on, $today), $today))) AS days,
            count(*) FILTER (closed_on <= $today AND outcome = 'won') AS reached,
            count(*) FILTER (closed_on <= $today AND outcome <> 'won') AS otherwise,
            count(*) FILTER (closed_on > $today OR closed_on IS NULL) AS open
        FROM appointments
        WHERE kept_on >= $start AND kept_on < $end
          AND kind = 'call' AND is_cold AND NOT is_inbound AND volume = 1 AND deal_id IS NOT NULL
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
