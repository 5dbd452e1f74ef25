"""Lead to opportunity by the cohort rule: of the leads that entered in the period, the share qualified by now."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Lead to opportunity (cohort)"),
    meaning=gettext_noop("Of the leads that entered in the period, the share that is qualified by now."),
    formula=gettext_noop(
        "Qualified by now, of the leads that entered in the period / leads that entered in the period."
    ),
    left_out=gettext_noop(
        "Deals that entered beyond the lead phase: they never were leads. Leads whose day of entry is not known count "
        "in no period, only in all time. Leads still open count as not qualified yet."
    ),
    of=Measure(facts="deals", on="entered_on", where=_.is_lead & _.qualified_on.notnull(), dated=_.is_entry_known),
    per=Measure(facts="deals", on="entered_on", where=_.is_lead, dated=_.is_entry_known),
    group=Group.LEADS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    example="""
        deal | entered_on | qualified_on | is_lead | is_entry_known
        A    | 2024-01-05 | 2024-02-10   | yes     | yes
        B    | 2024-01-20 |              | yes     | yes
        C    | 2024-01-25 | 2024-01-25   | no      | yes
        D    | 2024-02-01 | 2024-02-03   | yes     | yes
        E    | 2024-01-10 |              | yes     | no
        2024-01 = 1/2
        2024-02 = 1/1
        all     = 2/4
    """,
    oracle="""
        -- Of the leads that entered, those that have qualified.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(qualified_on) AS of,
            count(*) AS per
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND is_lead AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
