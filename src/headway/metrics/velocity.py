"""Velocity: the money that the open opportunities bring a day, if they are won as often and as quickly as lately."""

from ibis import _

from headway.engine.factor import Factor
from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Pipeline velocity"),
    meaning=gettext_noop(
        "How much money the open opportunities bring a day, if as many are won, and as quickly, as of the deals that "
        "closed in the period. It mixes a stock with a flow, so read it over months, never from day to day."
    ),
    formula=gettext_noop(
        "Pipeline value at the end of the period x win rate of the deals closed in the period / sales cycle time of "
        "the deals won in the period, in days."
    ),
    left_out=gettext_noop(
        "What its parts leave out: opportunities without a value, deals that came to their stage on a day that is not "
        "known and may have stood on it at the end of the period, and won deals whose time is not known."
    ),
    of=Measure(
        facts="pipeline",
        on="since_on",
        until="until_on",
        value=_.value_amount,
        dated=_.is_entry_known,
        left_out=_.value_amount.isnull(),
    ),
    factors=(Factor("win_rate_of_closed"), Factor("cycle_time", is_divisor=True)),
    group=Group.OPPORTUNITIES,
    rule=Rule.STOCK,
    unit=Unit.MONEY,
    source=gettext_noop("Sales velocity: opportunities x average value x win rate / cycle time."),
    example="""
        opportunity | number | since_on   | until_on | value_amount | is_entry_known
        E           | 1      | 2024-01-08 |          | 300000.00    | yes
        F           | 1      | 2024-01-20 |          | 200000.00    | yes
        H           | 1      | 2024-01-25 |          | 900000.00    | no

        deal | entered_at | first_contact_at | won_at     | lost_on    | outcome | is_entry_known
        A    | 2023-12-01 | 2023-12-06       | 2024-01-05 |            | won     | yes
        B    | 2023-12-01 |                  |            | 2024-01-09 | lost    | yes
        C    | 2023-12-01 |                  |            | 2024-01-10 | lost    | yes
        D    | 2023-12-01 |                  |            | 2024-01-11 | lost    | yes
        G    | 2023-12-01 |                  |            | 2024-01-31 | lost    | yes
        2024-01 = 3333.33
    """,
    oracle="""
        -- The pipeline times the win rate over the cycle time; each part of its own people.
        WITH pipeline AS (
            SELECT rep_id AS rep, grouping(rep_id) AS is_total,
                coalesce(sum(value_amount) FILTER (is_entry_known), 0) AS amount,
                count(*) FILTER (value_amount IS NULL OR NOT is_entry_known) AS left_out
            FROM pipeline AS each
            WHERE (until_on IS NULL OR until_on >= $end) AND (since_on < $end OR NOT is_entry_known AND number = 1
                AND NOT EXISTS (FROM pipeline AS before WHERE before.deal_id = each.deal_id AND before.number = 1
                    AND NOT before.is_entry_known AND before.since_on < each.since_on))
            GROUP BY GROUPING SETS ((rep_id), ())
        ), rates AS (
            SELECT coalesce(winner_id, rep_id) AS rep, grouping(coalesce(winner_id, rep_id)) AS is_total,
                count(*) FILTER (outcome = 'won') AS won, count(*) AS closed
            FROM deals
            WHERE closed_on >= $start AND closed_on < $end
            GROUP BY GROUPING SETS ((coalesce(winner_id, rep_id)), ())
        ), times AS (
            SELECT winner_id AS rep, grouping(winner_id) AS is_total,
                median(won_at - coalesce(first_contact_at, entered_at)) / 86400000000 AS days
            FROM deals
            WHERE won_on >= $start AND won_on < $end
              AND NOT is_won_before_first_contact AND (first_contact_at IS NOT NULL OR is_entry_known)
            GROUP BY GROUPING SETS ((winner_id), ())
        )
        SELECT pipeline.rep, pipeline.is_total, pipeline.left_out, amount * won / closed / days AS value
        FROM pipeline
        LEFT JOIN rates ON rates.is_total = pipeline.is_total AND rates.rep IS NOT DISTINCT FROM pipeline.rep
        LEFT JOIN times ON times.is_total = pipeline.is_total AND times.rep IS NOT DISTINCT FROM pipeline.rep
    """,
)
