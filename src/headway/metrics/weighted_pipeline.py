"""Weighted pipeline: the values of the open opportunities, each times the chance of the stage that it stands on."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric, Rule, Unit
from headway.engine.prospects import CHANCES, weighted
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Weighted pipeline"),
    also=gettext_noop(
        "weighted pipeline value, weighted value, probability weighted pipeline, expected pipeline value"
    ),
    meaning=gettext_noop(
        "What the opportunities that stood open at the end of the period were worth on that day, each times the chance "
        "of its stage: the share of the company's own deals that were won from there. It is what they bring on "
        "average, not what any one of them brings."
    ),
    formula=gettext_noop(
        "Sum of value x chance of the stage, over the open opportunities at the end of the period. The chance is the "
        "share, by the mature rule, that was won within 180 days of all deals of the company that came to the stage "
        "for the first time in the two years before, as it was known on that day, rounded to a hundredth of a per cent."
    ),
    left_out=gettext_noop(
        "Opportunities whose value was not known on that day. Those on a stage whose chance is not known: fewer than "
        "ten deals came to it long enough ago. Deals that came to their stage on a day that is not known, and may have "
        "stood on it at the end of the period; in all time they count."
    ),
    of=Measure(
        facts="pipeline",
        on="since_on",
        until="until_on",
        value=weighted(_.value_amount),
        dated=_.is_entry_known,
        left_out=_.value_amount.isnull() | _.given.isnull(),
        given=CHANCES,
    ),
    group=Group.OPPORTUNITIES,
    rule=Rule.STOCK,
    unit=Unit.MONEY,
    source=gettext_noop(
        "Weighted pipeline: value x probability of the stage; the probabilities are the company's own."
    ),
    example="""
        opportunity | number | stage | since_on   | until_on   | value_amount | is_entry_known
        K           | 1      | Offer | 2023-12-20 | 2024-02-05 | 1000.00      | yes
        L           | 1      | Offer | 2024-01-08 |            | 300.55       | yes
        M           | 1      | Offer | 2024-01-09 |            |              | yes
        N           | 1      | Talks | 2024-01-10 |            | 700.00       | yes
        O           | 1      | Offer | 2024-01-11 |            | 500.00       | no

        stay | stage | phase       | entered_on | closed_on  | outcome
        A    | Offer | opportunity | 2023-03-01 | 2023-03-09 | won
        B    | Offer | opportunity | 2023-03-01 | 2023-04-01 | won
        C    | Offer | opportunity | 2023-03-02 | 2023-05-01 | won
        D    | Offer | opportunity | 2023-03-02 | 2024-01-15 | won
        E    | Offer | opportunity | 2023-04-03 | 2023-04-12 | lost
        F    | Offer | opportunity | 2023-04-03 | 2023-04-13 | lost
        G    | Offer | opportunity | 2023-04-03 | 2023-06-01 | lost
        H    | Offer | opportunity | 2023-04-03 | 2023-06-02 | lost
        I    | Offer | opportunity | 2023-04-03 | 2023-06-03 | lost
        J    | Offer | opportunity | 2023-04-03 |            | open
        2024-01 = 390.17
        2024-02 = 90.17
    """,
    oracle="""
        -- The chance of each stage as of the last day, and what stood open then times it.
        WITH came AS (
            SELECT *, coalesce(closed_on < $end, FALSE) AS is_over,
                date_diff('day', entered_on, CAST($end AS DATE) - 1) AS age
            FROM stays
            WHERE entered_on >= CAST($end AS DATE) - 730 AND entered_on < $end
              AND is_entry_known AND visit = 1 AND phase IN ('lead', 'opportunity')
        ), ends AS (
            SELECT stage_id, greatest(0, CASE WHEN is_over THEN closed_on - entered_on ELSE age END) AS days,
                count(*) FILTER (is_over AND outcome = 'won') AS won, count(*) FILTER (is_over) AS ended,
                count(*) FILTER (age >= 180) AS mature,
                sum(count(*)) OVER (PARTITION BY stage_id ORDER BY days DESC) AS at_risk
            FROM came
            GROUP BY stage_id, days
        ), curves AS (
            SELECT *, coalesce(product(1 - ended / at_risk) OVER (
                PARTITION BY stage_id ORDER BY days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 1) AS still
            FROM ends
        ), chances AS (
            SELECT stage_id,
                CAST(round_even(coalesce(sum(10000 * still * won / at_risk) FILTER (days <= 180), 0), 0) AS BIGINT)
                    AS chance
            FROM curves
            GROUP BY stage_id
            HAVING sum(mature) >= 10
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum((value_amount * chance + 5000) // 10000) FILTER (is_entry_known), 0) AS of,
            count(*) FILTER (value_amount IS NULL OR chance IS NULL OR NOT is_entry_known) AS left_out
        FROM pipeline AS each
        LEFT JOIN chances USING (stage_id)
        WHERE (until_on IS NULL OR until_on >= $end) AND (since_on < $end OR NOT is_entry_known AND number = 1
            AND NOT EXISTS (FROM pipeline AS before WHERE before.deal_id = each.deal_id AND before.number = 1
                AND NOT before.is_entry_known AND before.since_on < each.since_on))
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
