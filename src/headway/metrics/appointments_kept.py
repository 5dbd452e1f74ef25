"""Appointments kept: meetings that had been agreed and took place."""

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Appointments kept"),
    also=gettext_noop("appointments held, meetings kept, meetings held as agreed"),
    meaning=gettext_noop(
        "Appointments whose meeting took place in the period, whenever they had been set. They belong to the rep who "
        "was to hold them."
    ),
    formula=gettext_noop("Number of appointments that a contact kept, by the day of that contact."),
    left_out=gettext_noop("Meetings that nobody had agreed before."),
    of=Measure(facts="appointments", on="kept_on"),
    group=Group.CONTACTS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        appointment | set_on     | due_on     | kept_on    | kind    | is_cold | rep | setter
        1           | 2024-01-05 | 2024-01-12 | 2024-01-12 | call    | yes     | Bob | Bob
        2           | 2024-01-09 | 2024-01-15 |            | call    | no      | Bob | Carol
        3           | 2024-01-31 | 2024-02-06 | 2024-02-05 | meeting | no      | Bob | Bob
        4           | 2024-02-02 | 2024-02-20 |            | call    | yes     | Bob | Bob
        2024-01 = 1
        2024-02 = 1
    """,
    oracle="""
        -- Appointments by the day they were kept, for who was to hold them.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM appointments
        WHERE kept_on >= $start AND kept_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
