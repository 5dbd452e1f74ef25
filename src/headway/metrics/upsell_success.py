"""Upsell success by the cohort rule: of the add-on deals begun in the period, the share that is won by now."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Upsell success (cohort)"),
    meaning=gettext_noop("Of the add-on deals begun in the period, the share that is won by now."),
    formula=gettext_noop(
        "Won by now, of the add-on deals that entered in the period / add-on deals that entered in the period."
    ),
    left_out=gettext_noop(
        "Deals of the other kinds. Deals whose day of entry is not known count in no period, only in all time. Deals "
        "still open count as not won yet."
    ),
    of=Measure(
        facts="deals", on="entered_on", where=(_.kind == "add_on") & (_.outcome == "won"), dated=_.is_entry_known
    ),
    per=Measure(facts="deals", on="entered_on", where=_.kind == "add_on", dated=_.is_entry_known),
    group=Group.DEALS,
    rule=Rule.COHORT,
    unit=Unit.SHARE,
    example="""
        deal | entered_on | kind         | outcome | is_entry_known
        A    | 2024-01-05 | add_on       | won     | yes
        B    | 2024-01-20 | add_on       | open    | yes
        C    | 2024-01-25 | new_business | won     | yes
        D    | 2024-02-01 | add_on       | lost    | yes
        E    | 2024-01-01 | add_on       | won     | no
        2024-01 = 1/2
        all     = 2/4
    """,
    oracle="""
        -- Of the add-on deals that entered, those that are won.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) FILTER (outcome = 'won') AS of,
            count(*) AS per
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND kind = 'add_on' AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
