"""New leads: the deals that entered as leads in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("New leads"),
    also=gettext_noop("leads, leads received, fresh leads"),
    meaning=gettext_noop("Deals that entered on a stage of the lead phase, each counted once, on the day it entered."),
    formula=gettext_noop("Number of leads by the day they entered."),
    left_out=gettext_noop(
        "Deals that entered beyond the lead phase: they never were leads. Leads whose day of entry is not known "
        "stand in no period, only in all time."
    ),
    of=Measure(facts="deals", on="entered_on", where=_.is_lead, dated=_.is_entry_known),
    group=Group.LEADS,
    example="""
        deal | entered_on | is_lead | is_entry_known
        A    | 2024-01-05 | yes     | yes
        B    | 2024-01-20 | no      | yes
        C    | 2024-01-31 | yes     | yes
        D    | 2024-02-01 | yes     | yes
        E    | 2024-01-10 | yes     | no
        2024-01 = 2
        all     = 4
    """,
    oracle="""
        -- Leads by the day they entered.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND is_lead AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
