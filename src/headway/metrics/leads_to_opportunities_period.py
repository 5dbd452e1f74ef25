"""Lead to opportunity by the period rule: leads qualified in the period, divided by leads entered in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Lead to opportunity (period)"),
    meaning=gettext_noop(
        "Leads qualified in the period against leads that entered in the period, whether they are the same leads or "
        "not."
    ),
    formula=gettext_noop("Leads qualified in the period / new leads of the period."),
    left_out=gettext_noop(
        "Deals that entered beyond the lead phase: they never were leads. What happened on a day that is not known "
        "counts in no period, only in all time."
    ),
    of=Measure(
        facts="deals", on="qualified_on", where=_.is_lead, dated=_.is_entry_known | (_.qualified_at > _.entered_at)
    ),
    per=Measure(facts="deals", on="entered_on", where=_.is_lead, dated=_.is_entry_known),
    group=Group.LEADS,
    unit=Unit.SHARE,
    example="""
        deal | entered_on | qualified_on | is_lead | is_entry_known
        A    | 2023-12-20 | 2024-01-10   | yes     | yes
        B    | 2024-01-05 | 2024-02-01   | yes     | yes
        C    | 2024-01-20 |              | yes     | yes
        D    | 2024-01-25 | 2024-01-25   | no      | yes
        2024-01 = 1/2
        2024-02 = 1/0
    """,
    oracle="""
        -- Leads by the day they qualified over leads by the day they entered.
        WITH counted AS (
            SELECT rep_id, 1 AS qualified, 0 AS entered FROM deals
            WHERE qualified_on >= $start AND qualified_on < $end
              AND is_lead AND (is_entry_known OR qualified_at > entered_at)
            UNION ALL
            SELECT rep_id, 0, 1 FROM deals
            WHERE entered_on >= $start AND entered_on < $end AND is_lead AND is_entry_known
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum(qualified), 0) AS of,
            coalesce(sum(entered), 0) AS per
        FROM counted
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
