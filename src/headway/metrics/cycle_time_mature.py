"""Cycle time by the mature rule: after how many days half of the deals that are not lost are won, open ones counted."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Aggregate, Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_wrong = _.is_won_before_first_contact | (_.first_contact_on.isnull() & ~_.is_entry_known)
_entered = Measure(facts="deals", on="entered_on", dated=_.is_entry_known, left_out=_wrong, aggregate=Aggregate.MEDIAN)
_course = Course(
    since=_.first_contact_on.coalesce(_.entered_on), ended_on="closed_on", is_reached=_.outcome == "won", days=None
)

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales cycle time (mature)"),
    meaning=gettext_noop(
        "After so many days from the first contact (without any contact, from the entry), half of the deals that "
        "entered in the period and are not lost are won. Deals still open count for as long as they have lasted: the "
        "median of the won ones alone comes out too short."
    ),
    formula=gettext_noop(
        "First day on which the Aalen-Johansen estimate of won reaches half of what is not lost. On a day with both, "
        "a deal that closes goes before one that is last seen open."
    ),
    left_out=gettext_noop(
        "Deals that were won before their first contact: their log cannot be right. Deals without a contact whose "
        "day of entry is not known."
    ),
    of=_course.lengths(_entered),
    course=_course,
    group=Group.TIMES,
    rule=Rule.MATURE,
    unit=Unit.DAYS,
    better="lower",
    source="Aalen and Johansen 1978; Kaplan and Meier 1958",
    example="""
        deal | entered_on | first_contact_on | closed_on  | outcome | is_entry_known
        A    | 2024-01-01 | 2024-01-01       | 2024-01-11 | won     | yes
        B    | 2024-01-01 | 2024-01-02       | 2024-01-22 | won     | yes
        C    | 2024-01-01 |                  | 2024-01-31 | lost    | yes
        D    | 2024-01-01 |                  |            | open    | yes
        E    | 2024-02-01 | 2024-02-01       | 2024-02-11 | won     | yes
        F    | 2024-02-01 | 2024-02-02       |            | open    | yes
        G    | 2024-02-01 |                  |            | open    | yes
        H    | 2024-01-01 |                  | 2024-01-02 | won     | no
        today   = 2024-03-01
        2024-01 = 20 days
        2024-02 = not reached
    """,
    oracle="""
        -- How the deals that entered in the period ended by days since their first contact (entry), as of $today.
        WITH begun AS (
            SELECT
                rep_id, outcome, closed_on, coalesce(first_contact_on, entered_on) AS began_on,
                NOT is_won_before_first_contact AND (first_contact_on IS NOT NULL OR is_entry_known) AS is_counted
            FROM deals
            WHERE entered_on >= $start AND entered_on < $end AND is_entry_known
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', began_on, least(coalesce(closed_on, $today), $today))) AS days,
            count(*) FILTER (is_counted AND closed_on <= $today AND outcome = 'won') AS reached,
            count(*) FILTER (is_counted AND closed_on <= $today AND outcome <> 'won') AS otherwise,
            count(*) FILTER (is_counted AND (closed_on > $today OR closed_on IS NULL)) AS open,
            count(*) FILTER (NOT is_counted) AS left_out
        FROM begun
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
