"""Show rate of cold calls: of the appointments set by cold calls whose day has gone by, the share that was kept."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_COLD = (_.kind == "call") & _.is_cold & ~_.is_inbound & (_.volume == 1)

metric = Metric(
    module=__name__,
    label=gettext_noop("Show rate of cold-call appointments"),
    also=gettext_noop("cold-call show rate, cold-call appointments kept share"),
    meaning=gettext_noop(
        "Of the appointments set by cold calls that were due in the period and whose day has gone by, the share that "
        "was kept, on that day or another."
    ),
    formula=gettext_noop(
        "Appointments set by cold calls, due in the period before today and kept by now / those due in the period "
        "before today."
    ),
    left_out=gettext_noop(
        "Appointments that other contacts set. Appointments of today and of the days to come: they may still be kept."
    ),
    of=Measure(facts="appointments", on="due_on", where=_COLD & _.kept_on.notnull(), is_gone_by=True),
    per=Measure(facts="appointments", on="due_on", where=_COLD, is_gone_by=True),
    group=Group.CONTACTS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    example="""
        appointment | set_on     | due_on     | kept_on    | kind    | is_cold | rep | setter
        1           | 2024-01-05 | 2024-01-12 | 2024-01-12 | call    | yes     | Bob | Bob
        2           | 2024-01-09 | 2024-01-15 |            | call    | yes     | Bob | Carol
        3           | 2024-01-31 | 2024-02-06 | 2024-02-05 | meeting | no      | Bob | Bob
        4           | 2024-02-02 | 2024-02-20 |            | call    | yes     | Bob | Bob
        today = 2024-02-10
        2024-01 = 1/2
    """,
    oracle="""
        -- Of the appointments of cold calls that were due, those that were kept; asked when these days have gone by.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(kept_on) AS of,
            count(*) AS per
        FROM appointments
        WHERE due_on >= $start AND due_on < $end
          AND kind = 'call' AND is_cold AND NOT is_inbound AND volume = 1
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
