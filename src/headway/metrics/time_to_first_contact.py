"""Time to first contact: the median time from a lead's entry to the first contact about it."""

from ibis import _

from headway.engine.metric import Aggregate, Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Time to first contact"),
    meaning=gettext_noop(
        "Half of the leads that entered in the period and were contacted waited less, half waited longer, until "
        "somebody first spoke to them."
    ),
    formula=gettext_noop("Median of first contact minus entered, of the leads that entered in the period."),
    left_out=gettext_noop(
        "Leads that nobody has spoken to yet: read how many they are beside it, for a long silence only shows there. "
        "Leads whose day of entry is not known."
    ),
    of=Measure(
        facts="deals",
        on="entered_on",
        value=_.first_contact_at - _.entered_at,
        where=_.is_lead,
        dated=_.is_entry_known,
        left_out=_.first_contact_at.isnull() | ~_.is_entry_known,
        aggregate=Aggregate.MEDIAN,
    ),
    group=Group.TIMES,
    unit=Unit.HOURS,
    better="lower",
    source=gettext_noop("Lead response time, speed to lead."),
    example="""
        deal | entered_at       | first_contact_at | is_lead | is_entry_known
        A    | 2024-01-05 09:00 | 2024-01-05 10:00 | yes     | yes
        B    | 2024-01-06 09:00 | 2024-01-06 15:00 | yes     | yes
        C    | 2024-01-20 09:00 | 2024-01-20 09:30 | yes     | yes
        D    | 2024-01-25 09:00 |                  | yes     | yes
        E    | 2024-01-26 09:00 | 2024-01-26 09:10 | no      | yes
        2024-01 = 1 hours
    """,
    oracle="""
        -- The middle of the times from entry to first contact.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            list_sort(list(first_contact_at - entered_at) FILTER (first_contact_at IS NOT NULL)) AS values,
            count(*) FILTER (first_contact_at IS NULL) AS left_out
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND is_lead AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
