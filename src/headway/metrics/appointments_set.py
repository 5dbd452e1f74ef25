"""Appointments set: meetings agreed with a date, by the contact that agreed them."""

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Appointments set"),
    also=gettext_noop("appointments, appointments agreed, appointments made, meetings booked, meetings agreed"),
    meaning=gettext_noop(
        "Meetings that contacts of the period agreed with a date, whenever they are to be. They belong to the rep who "
        "set them, also where a colleague is to hold them."
    ),
    formula=gettext_noop("Number of next steps of the kind meeting that a contact set, by the day of that contact."),
    left_out=gettext_noop(
        "Next steps of other kinds, and meetings noted without a contact. An appointment that was moved counts once."
    ),
    of=Measure(facts="appointments", on="set_on", rep="setter_id", team="setter_team_id"),
    group=Group.CONTACTS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        appointment | set_on     | due_on     | kept_on    | kind    | is_cold | rep | setter
        1           | 2024-01-05 | 2024-01-12 | 2024-01-12 | call    | yes     | Bob | Bob
        2           | 2024-01-09 | 2024-01-15 |            | call    | no      | Bob | Carol
        3           | 2024-01-31 | 2024-02-06 | 2024-02-05 | meeting | no      | Bob | Bob
        4           | 2024-02-02 | 2024-02-20 |            | call    | yes     | Bob | Bob
        2024-01 = 3
    """,
    oracle="""
        -- Appointments by the day they were set, for who set them.
        SELECT
            setter_id AS rep,
            grouping(setter_id) AS is_total,
            count(*) AS of
        FROM appointments
        WHERE set_on >= $start AND set_on < $end
        GROUP BY GROUPING SETS ((setter_id), ())
    """,
)
