"""Cost per lead: what the sources of the period cost for each new lead that came from them."""

from ibis import _

from headway.engine.costed import NO_COST, SPENT, is_costed
from headway.engine.metric import Group, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Cost per lead"),
    also=gettext_noop("lead cost, CPL, price of a lead"),
    meaning=gettext_noop("What the sources cost in the period for each new lead of the period that came from them."),
    formula=gettext_noop("Costs of the period / new leads of the period from the sources that have costs in it."),
    left_out=gettext_noop(
        "Leads from sources without a cost in the period: what they cost is unknown, not zero. Costs are "
        "those of the whole company; who sees only a team or only themselves does not see them."
    ),
    of=SPENT,
    per=Measure(facts="deals", on="entered_on", where=_.is_lead, left_out=~is_costed(), dated=_.is_entry_known),
    unwritten=NO_COST,
    group=Group.LEADS,
    unit=Unit.MONEY,
    better="lower",
    example="""
        cost_day | source | spent_on   | amount
        1        | Fair   | 2024-01-05 | 600.00
        2        | Fair   | 2024-01-06 | 300.00
        3        | List   | 2024-01-31 | 100.00
        4        | List   | 2024-02-01 | 50.00

        deal | source | entered_on | is_lead | is_entry_known
        A    | Fair   | 2024-01-09 | yes     | yes
        B    | Fair   | 2024-01-20 | yes     | yes
        C    | Fair   | 2024-01-25 | no      | yes
        D    | List   | 2024-01-31 | yes     | yes
        E    | Site   | 2024-01-31 | yes     | yes
        F    |        | 2024-01-31 | yes     | yes
        2024-01 = 333.33
    """,
    oracle="""
        -- The costs by day over what came from the sources that have any; they are nobody's.
        WITH spent AS (
            SELECT source_id, sum(amount) AS amount FROM costs
            WHERE spent_on >= $start AND spent_on < $end
            GROUP BY source_id
        ), came AS (
            SELECT client_id, spent.source_id IS NOT NULL AS is_costed FROM deals
            LEFT JOIN spent USING (source_id)
            WHERE entered_on >= $start AND entered_on < $end AND is_lead AND is_entry_known
        )
        SELECT
            NULL AS rep,
            1 AS is_total,
            (SELECT coalesce(sum(amount), 0) FROM spent) AS of,
            count(*) FILTER (is_costed) AS per,
            count(*) FILTER (NOT is_costed) AS left_out
        FROM came
    """,
)
