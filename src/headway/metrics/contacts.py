"""Contacts: every communication with a client, of any kind."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Contacts"),
    also=gettext_noop("communications"),
    meaning=gettext_noop(
        "All contacts of the period: calls, meetings, e-mails, messages, direct mail, demos and visits."
    ),
    formula=gettext_noop("Number of contacts by the day they happened."),
    left_out=gettext_noop("Nothing. A meeting about several deals counts once."),
    of=Measure(facts="contacts", on="happened_on", value=_.volume),
    group=Group.CONTACTS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        contact | happened_on | kind    | volume
        1       | 2024-01-05  | call    | 1
        2       | 2024-01-20  | meeting | 1
        3       | 2024-01-20  | meeting | 0
        4       | 2024-02-01  | email   | 1
        2024-01 = 2
    """,
    oracle="""
        -- Contacts; a meeting about several deals once.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            sum(volume) AS of
        FROM contacts
        WHERE happened_on >= $start AND happened_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
