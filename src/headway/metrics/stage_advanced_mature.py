"""Stage to the next by the mature rule: of the first entries into a stage, the share that went on within 180 days."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.stages import IS_OPEN
from headway.engine.text import gettext_noop

_stays = Measure(
    facts="stays",
    on="entered_on",
    where=IS_OPEN & (_.visit == 1),
    dated=_.is_entry_known,
    left_out=~_.is_entry_known,
)
_course = Course(ended_on="left_on", is_reached=_.exit.isin(["advanced", "skipped"]))

metric = Metric(
    module=__name__,
    label=gettext_noop("Stage to the next (mature)"),
    meaning=gettext_noop(
        "Of the deals that came to a stage for the first time in the period, the share that goes on to a later stage "
        "within 180 days (or as many as are asked for), corrected for those that still stand there. Cut it by stage."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days on the stage; lost, back and every other way out compete with going "
        "on. On a day with both, a deal that leaves goes before one that is last seen there."
    ),
    left_out=gettext_noop("Stages that end the road. Later returns to a stage. Entries on a day that is not known."),
    of=_course.reached(_stays),
    per=_stays,
    course=_course,
    group=Group.DEALS,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    source="Aalen and Johansen 1978",
    example="""
        stay | stage | phase       | entered_on | left_on    | exit     | visit
        A    | Need  | lead        | 2024-01-01 | 2024-01-11 | advanced | 1
        B    | Need  | lead        | 2024-01-01 | 2024-01-21 | lost     | 1
        C    | Need  | lead        | 2024-01-01 | 2024-01-01 | skipped  | 1
        D    | Need  | lead        | 2024-02-15 |            |          | 1
        E    | Need  | lead        | 2024-01-01 | 2024-02-10 | advanced | 1
        F    | Need  | lead        | 2024-01-20 | 2024-02-20 | back     | 2
        today   = 2024-03-01
        within  = 40
        2024-01 = 0.75 (3 of 4)
        2024-Q1 = 0.7 (3 of 5)
    """,
    oracle="""
        -- How the first stays that began in the period ended by days since then, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', entered_on, least(coalesce(left_on, $today), $today))) AS days,
            count(*) FILTER (left_on <= $today AND exit IN ('advanced', 'skipped')) AS reached,
            count(*) FILTER (left_on <= $today AND exit NOT IN ('advanced', 'skipped')) AS otherwise,
            count(*) FILTER (left_on > $today OR left_on IS NULL) AS open
        FROM stays
        WHERE entered_on >= $start AND entered_on < $end
          AND is_entry_known AND visit = 1 AND phase IN ('lead', 'opportunity')
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
