"""Show rate: of the appointments whose day has gone by, the share that was kept."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Show rate of appointments"),
    also=gettext_noop("show rate, appointments kept share, appointment attendance"),
    meaning=gettext_noop(
        "Of the appointments that were due in the period and whose day has gone by, the share that was kept, on that "
        "day or another. One that was moved is due on the day agreed last; one that was called off, or about which "
        "nobody said anything, was not kept."
    ),
    formula=gettext_noop(
        "Appointments due in the period before today and kept by now / appointments due in the period before today."
    ),
    left_out=gettext_noop("Appointments of today and of the days to come: they may still be kept."),
    of=Measure(facts="appointments", on="due_on", where=_.kept_on.notnull(), is_gone_by=True),
    per=Measure(facts="appointments", on="due_on", is_gone_by=True),
    group=Group.CONTACTS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    source=gettext_noop("Show rate: meetings held / meetings scheduled."),
    example="""
        appointment | set_on     | due_on     | kept_on    | kind    | is_cold | rep | setter
        1           | 2024-01-05 | 2024-01-12 | 2024-01-12 | call    | yes     | Bob | Bob
        2           | 2024-01-09 | 2024-01-15 |            | call    | no      | Bob | Carol
        3           | 2024-01-31 | 2024-02-06 | 2024-02-05 | meeting | no      | Bob | Bob
        4           | 2024-02-02 | 2024-02-20 |            | call    | yes     | Bob | Bob
        today = 2024-02-10
        2024-01 = 1/2
        2024-02 = 1/1
    """,
    oracle="""
        -- Of the appointments that were due, those that were kept; asked when all of these days have gone by.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(kept_on) AS of,
            count(*) AS per
        FROM appointments
        WHERE due_on >= $start AND due_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
