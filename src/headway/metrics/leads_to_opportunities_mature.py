"""Lead to opportunity by the mature rule: of the leads of the period, the share qualified within 180 days."""

from ibis import _

from headway.engine.course import Course
from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

_leads = Measure(facts="deals", on="entered_on", where=_.is_lead, dated=_.is_entry_known, left_out=~_.is_entry_known)
_course = Course(ended_on=_.qualified_on.coalesce(_.closed_on), is_reached=_.qualified_on.notnull())

metric = Metric(
    module=__name__,
    label=gettext_noop("Lead to opportunity (mature)"),
    meaning=gettext_noop(
        "Of the leads that entered in the period, the share that qualifies within 180 days (or as many as are asked "
        "for), corrected for those that are still leads: each counts for as long as it has been followed."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days since the entry; losing competes with qualifying. On a day with both, "
        "a lead that moves on or is lost goes before one that is last seen a lead."
    ),
    left_out=gettext_noop("Deals that entered beyond the lead phase. Leads whose day of entry is not known."),
    of=_course.reached(_leads),
    per=_leads,
    course=_course,
    group=Group.LEADS,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    source="Aalen and Johansen 1978",
    example="""
        deal | entered_on | is_lead | qualified_on | closed_on  | outcome
        A    | 2024-01-01 | yes     | 2024-01-11   | 2024-02-20 | won
        B    | 2024-01-01 | yes     |              | 2024-01-21 | lost
        C    | 2024-01-01 | yes     | 2024-02-10   |            | open
        D    | 2024-02-10 | yes     |              |            | open
        E    | 2024-01-01 | no      | 2024-01-01   |            | open
        today   = 2024-03-01
        within  = 40
        2024-01 = 0.666666667 (2 of 3)
        2024-Q1 = 0.75 (2 of 4)
    """,
    oracle="""
        -- What became of the leads that entered in the period by days since then, as of $today.
        WITH led AS (
            SELECT rep_id, entered_on, qualified_on, coalesce(qualified_on, closed_on) AS ended_on
            FROM deals
            WHERE entered_on >= $start AND entered_on < $end AND is_entry_known AND is_lead
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', entered_on, least(coalesce(ended_on, $today), $today))) AS days,
            count(*) FILTER (ended_on <= $today AND qualified_on IS NOT NULL) AS reached,
            count(*) FILTER (ended_on <= $today AND qualified_on IS NULL) AS otherwise,
            count(*) FILTER (ended_on > $today OR ended_on IS NULL) AS open
        FROM led
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
