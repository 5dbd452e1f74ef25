"""Time on contacts: how long the contacts of the period took."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Time on contacts"),
    meaning=gettext_noop("How long the contacts of the period took, as far as their duration was written down."),
    formula=gettext_noop("Sum of the durations of contacts by the day they happened."),
    left_out=gettext_noop("Contacts without a duration. A meeting about several deals counts once."),
    of=Measure(
        facts="contacts",
        on="happened_on",
        value=_.duration_seconds * 1_000_000,
        where=_.volume == 1,
        left_out=_.duration_seconds.isnull(),
    ),
    group=Group.TIMES,
    unit=Unit.HOURS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        contact | happened_on | kind    | is_cold | is_inbound | volume | duration_seconds
        1       | 2024-01-05  | call    | yes     | no         | 1      | 1800
        2       | 2024-01-05  | call    | no      | yes        | 1      |
        3       | 2024-01-20  | meeting | no      | no         | 1      | 3600
        4       | 2024-01-20  | meeting | no      | no         | 0      | 3600
        5       | 2024-01-22  | email   | yes     | no         | 1      |
        6       | 2024-01-31  | mail    | yes     | no         | 1      |
        7       | 2024-02-01  | call    | yes     | no         | 1      | 60
        2024-01 = 1.5 hours
    """,
    oracle="""
        -- Durations of contacts; a meeting about several deals counts once.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(duration_seconds), 0) * 1000000 AS of,
            count(*) FILTER (duration_seconds IS NULL) AS left_out
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
          AND volume = 1
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
