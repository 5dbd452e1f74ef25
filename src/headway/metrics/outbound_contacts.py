"""Outbound contacts: contacts that a rep began."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Outbound contacts"),
    meaning=gettext_noop("Contacts of the period that the rep began."),
    formula=gettext_noop("Number of outbound contacts by the day they happened."),
    left_out=gettext_noop("Inbound contacts. A meeting about several deals counts once."),
    of=Measure(facts="contacts", on="happened_on", value=_.volume, where=~_.is_inbound),
    group=Group.CONTACTS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        contact | happened_on | kind    | is_cold | is_inbound | volume | duration_seconds
        1       | 2024-01-05  | call    | yes     | no         | 1      | 300
        2       | 2024-01-05  | call    | no      | yes        | 1      |
        3       | 2024-01-20  | meeting | no      | no         | 1      | 3600
        4       | 2024-01-20  | meeting | no      | no         | 0      | 3600
        5       | 2024-01-22  | email   | yes     | no         | 1      |
        6       | 2024-01-31  | mail    | yes     | no         | 1      |
        7       | 2024-02-01  | call    | yes     | no         | 1      | 60
        2024-01 = 4
    """,
    oracle="""
        -- Outbound contacts by their day; a meeting about several deals counts once.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(volume), 0) AS of
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
          AND NOT is_inbound
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
