"""Calls to appointments: of the calls of the period, the share that set an appointment."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_CALLS = (_.kind == "call") & (_.volume == 1)

metric = Metric(
    module=__name__,
    label=gettext_noop("Calls to appointments (cohort)"),
    also=gettext_noop("call to appointment rate, calls per appointment, appointment rate"),
    meaning=gettext_noop("Of the calls of the period, the share that set an appointment."),
    formula=gettext_noop("Calls of the period that set an appointment / calls of the period."),
    left_out=gettext_noop("Appointments that other contacts set. Calls that came in count as well."),
    of=Measure(facts="appointments", on="set_on", where=_CALLS, rep="setter_id", team="setter_team_id"),
    per=Measure(facts="contacts", on="happened_on", where=_CALLS),
    group=Group.CONTACTS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    grade=Grade.NEVER_ALONE,
    example="""
        contact | happened_on | kind    | is_cold | is_inbound | volume
        1       | 2024-01-05  | call    | yes     | no         | 1
        2       | 2024-01-05  | call    | yes     | no         | 1
        3       | 2024-01-09  | call    | no      | yes        | 1
        4       | 2024-01-09  | call    | no      | no         | 0
        5       | 2024-01-12  | meeting | no      | no         | 1
        6       | 2024-02-02  | call    | yes     | no         | 1

        appointment | contact | set_on     | due_on     | kind    | is_cold | is_inbound | volume
        1           | 1       | 2024-01-05 | 2024-01-12 | call    | yes     | no         | 1
        2           | 5       | 2024-01-12 | 2024-01-19 | meeting | no      | no         | 1
        3           | 6       | 2024-02-02 | 2024-02-20 | call    | yes     | no         | 1
        2024-01 = 1/3
    """,
    oracle="""
        -- The calls of the period, and the appointments that they set.
        WITH counted AS (
            SELECT setter_id AS rep_id, 1 AS appointments, 0 AS calls FROM appointments
            WHERE set_on >= $start AND set_on < $end
              AND kind = 'call' AND volume = 1
            UNION ALL
            SELECT rep_id, 0, 1 FROM contacts
            WHERE happened_on >= $start AND happened_on < $end
              AND kind = 'call' AND volume = 1
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(appointments), 0) AS of,
            coalesce(sum(calls), 0) AS per
        FROM counted
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
