"""Time in stage with those counted in that still stand there: after how many days half of the deals have left it."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Aggregate, Group, Measure, Metric, Rule, Unit
from headway.engine.stages import IS_OPEN
from headway.engine.text import gettext_noop

_stays = Measure(
    facts="stays",
    on="entered_on",
    where=IS_OPEN & (_.exit.isnull() | (_.exit != "skipped")),
    dated=_.is_entry_known,
    left_out=~_.is_entry_known,
    aggregate=Aggregate.MEDIAN,
)
_course = Course(ended_on="left_on", is_reached=_.left_on.notnull(), days=None)

metric = Metric(
    module=__name__,
    label=gettext_noop("Time in stage"),
    meaning=gettext_noop(
        "After so many days, half of the deals that came to a stage in the period have left it, wherever they went. "
        "Those that still stand there count for as long as they have stood. Cut it by stage."
    ),
    formula=gettext_noop(
        "First day on which the Kaplan-Meier estimate of still standing there is one half or less. On a day with "
        "both, a deal that leaves goes before one that is last seen there."
    ),
    left_out=gettext_noop(
        "Stages that end the road. Stages that were jumped over: they took no time. Entries on a day that is not known."
    ),
    of=_course.lengths(_stays),
    course=_course,
    group=Group.TIMES,
    rule=Rule.MATURE,
    unit=Unit.DAYS,
    better="lower",
    source="Kaplan and Meier 1958",
    example="""
        stay | stage | phase | entered_on | left_on    | exit
        A    | Need  | lead  | 2024-01-01 | 2024-01-11 | advanced
        B    | Need  | lead  | 2024-01-01 | 2024-01-21 | lost
        C    | Need  | lead  | 2024-01-01 | 2024-01-31 | back
        D    | Need  | lead  | 2024-01-01 |            |
        E    | Need  | lead  | 2024-01-01 | 2024-01-01 | skipped
        F    | Need  | lead  | 2024-02-01 |            |
        today   = 2024-03-01
        2024-01 = 20 days
        2024-02 = not reached
    """,
    oracle="""
        -- When the stays that began in the period ended by days since then, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', entered_on, least(coalesce(left_on, $today), $today))) AS days,
            count(*) FILTER (left_on <= $today) AS reached,
            0 AS otherwise,
            count(*) FILTER (left_on > $today OR left_on IS NULL) AS open
        FROM stays
        WHERE entered_on >= $start AND entered_on < $end
          AND is_entry_known AND phase IN ('lead', 'opportunity') AND exit IS DISTINCT FROM 'skipped'
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
