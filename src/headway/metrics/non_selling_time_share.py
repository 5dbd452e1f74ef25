"""Non-selling time: of the time that reps wrote down, the share that went to what is not selling."""

from dataclasses import replace

from ibis import _

from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.text import gettext_noop
from headway.engine.timed import NO_TIME, WRITTEN

metric = Metric(
    module=__name__,
    label=gettext_noop("Non-selling time, share"),
    also=gettext_noop("non-selling time, share of non-selling time, time not selling, time not spent selling"),
    meaning=gettext_noop(
        "Of the working time that reps wrote down in the period, the share that went to what is not selling. Read it "
        "beside the results: it says where time goes, not who works well."
    ),
    formula=gettext_noop("Time on what is not selling / all time written down, by the day it was spent."),
    left_out=gettext_noop("Time that nobody wrote down: of a day with gaps nobody knows what went to selling."),
    of=replace(WRITTEN, where=~_.is_selling),
    per=WRITTEN,
    unwritten=NO_TIME,
    group=Group.TIMES,
    unit=Unit.SHARE,
    better=None,
    grade=Grade.VOLUME,
    example="""
        time_entry | spent_on   | time_category    | is_selling | seconds
        1          | 2024-01-05 | Client meeting   | yes        | 10800
        2          | 2024-01-05 | Documentation    | no         | 5400
        3          | 2024-01-20 | Internal meeting | no         | 3600
        4          | 2024-01-31 | Prospect meeting | yes        | 16200
        5          | 2024-02-01 | Documentation    | no         | 1800
        2024-01 = 2.5 hours/10 hours
        2024-02 = 0.5 hours/0.5 hours
    """,
    oracle="""
        -- Seconds on what is not selling over all of them, both in microseconds.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(seconds) FILTER (NOT is_selling), 0) * 1000000 AS of,
            coalesce(sum(seconds), 0) * 1000000 AS per
        FROM time_entries
        WHERE spent_on >= $start AND spent_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
