"""Upsell attempts: the add-on deals that were begun in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Upsell attempts"),
    meaning=gettext_noop("Deals begun in the period to sell something more to a client who buys already."),
    formula=gettext_noop("Number of add-on deals by the day they entered."),
    left_out=gettext_noop(
        "Deals of the other kinds. Deals whose day of entry is not known stand in no period, only in all time."
    ),
    of=Measure(facts="deals", on="entered_on", where=_.kind == "add_on", dated=_.is_entry_known),
    group=Group.DEALS,
    better="higher",
    example="""
        deal | entered_on | kind         | outcome | is_entry_known
        A    | 2024-01-05 | add_on       | won     | yes
        B    | 2024-01-20 | add_on       | open    | yes
        C    | 2024-01-25 | new_business | won     | yes
        D    | 2024-02-01 | add_on       | lost    | yes
        E    | 2024-01-01 | add_on       | won     | no
        2024-01 = 2
        all     = 4
    """,
    oracle="""
        -- Add-on deals by the day they entered.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE entered_on >= $start AND entered_on < $end
          AND kind = 'add_on' AND is_entry_known
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
