"""Deals past their norm: the open deals that took more contacts, meetings or days than nine in ten won ones."""

from collections.abc import Mapping

from ibis import _

from headway.engine.given import Given, last_day
from headway.engine.metric import Group, Measure, Metric, Rule
from headway.engine.question import Question
from headway.engine.stages import IS_OPEN
from headway.engine.statement import Reader
from headway.engine.text import gettext_noop
from headway.reports.norm_standing import past_norm_of


def _past(question: Question, facts: Reader, dialect: str) -> Mapping[int, int]:
    return dict.fromkeys(past_norm_of(facts, dialect, last_day(question)), 1)


metric = Metric(
    module=__name__,
    label=gettext_noop("Deals past the norm"),
    also=gettext_noop("deals past their norm, deals past norm, stuck deals, deals that take too long, overlong deals"),
    meaning=gettext_noop(
        "Deals that stood open at the end of the period and had taken more contacts, more meetings or more days than "
        "nine in ten won deals of their funnel and segment."
    ),
    formula=gettext_noop(
        "Number of open deals past the 90 per cent mark of their norm in contacts, meetings or days. The norm rests on "
        "all deals that the company won in the 24 months up to that day; where a segment has few, it borrows from the "
        "rest of its funnel and from the other funnels."
    ),
    left_out=gettext_noop(
        "Deals whose norm is not known, because fewer than ten deals were won, are past none. Deals that came to their "
        "stage on a day that is not known are in, as on the page of norms. Every deal counts for whoever owns it now; "
        "as of a day that is over, the page of norms goes by the owner of that day. It stands at one day: it is not "
        "cut by month, week or day."
    ),
    of=Measure(
        facts="stays",
        on="entered_on",
        until="left_on",
        where=IS_OPEN & _.given.notnull(),
        given=Given("deal_id", _past),
    ),
    group=Group.DEALS,
    rule=Rule.STOCK,
    better="lower",
    example="""
        deal | entered_on | first_contact_on | won_on     | outcome | contacts_until_won | meetings_until_won
        A    | 2023-10-01 | 2023-10-01       | 2023-10-11 | won     | 1                  | 0
        B    | 2023-10-01 | 2023-10-01       | 2023-10-12 | won     | 1                  | 0
        C    | 2023-10-01 | 2023-10-01       | 2023-10-13 | won     | 1                  | 0
        D    | 2023-10-01 | 2023-10-01       | 2023-10-14 | won     | 1                  | 0
        E    | 2023-10-01 | 2023-10-01       | 2023-10-15 | won     | 1                  | 0
        F    | 2023-10-01 | 2023-10-01       | 2023-10-16 | won     | 1                  | 0
        G    | 2023-10-01 | 2023-10-01       | 2023-10-17 | won     | 1                  | 0
        H    | 2023-10-01 | 2023-10-01       | 2023-10-18 | won     | 1                  | 0
        I    | 2023-10-01 | 2023-10-01       | 2023-10-19 | won     | 1                  | 0
        J    | 2023-10-01 | 2023-10-01       | 2023-10-20 | won     | 1                  | 0
        K    | 2023-12-31 | 2024-01-01       |            | open    |                    |
        L    | 2024-01-10 |                  |            | open    |                    |

        stay | number | stage | phase       | entered_on | left_on
        K    | 1      | Need  | opportunity | 2023-12-31 | 2024-01-25
        K    | 2      | Offer | opportunity | 2024-01-25 |
        L    | 1      | Need  | lead        | 2024-01-10 |
        2024-01-01..2024-01-22 = 1
        2024-01-01..2024-01-21 = 0
        2024-01                = 2
    """,
    oracle="""
        -- The 90 per cent marks of contacts, meetings and days; own deals weigh `unit`, and where there are fewer than
        -- 20, the missing ones are made up from the rest of the funnel, then from the other funnels.
        WITH won AS (
            SELECT funnel_id, coalesce(segment_id, -1) AS segment_id,
                CASE WHEN contacts_until_won > 0 THEN contacts_until_won END AS contacts,
                CASE WHEN contacts_until_won > 0 THEN meetings_until_won END AS meetings,
                greatest(won_on - coalesce(first_contact_on, entered_on), 0) AS days
            FROM deals
            WHERE won_on < $end AND won_on >= CAST($end AS DATE) - INTERVAL 24 MONTH
              AND NOT is_won_before_first_contact AND (first_contact_on IS NOT NULL OR is_entry_known)
        ), taken AS (
            UNPIVOT won ON contacts, meetings, days INTO NAME measure VALUE number
        ), standing AS (
            SELECT s.deal_id, s.funnel_id, coalesce(s.segment_id, -1) AS segment_id,
                (SELECT count(*) FROM contacts c WHERE c.deal_id = s.deal_id AND c.happened_on < $end) AS contacts,
                (SELECT count(*) FROM contacts c WHERE c.deal_id = s.deal_id AND c.happened_on < $end
                    AND c.kind = 'meeting') AS meetings,
                greatest(0, CAST($end AS DATE) - 1 - CASE WHEN d.first_contact_on < $end THEN d.first_contact_on
                    WHEN d.is_entry_known THEN d.entered_on END) AS days
            FROM stays s
            JOIN deals d USING (deal_id)
            WHERE s.entered_on < $end AND (s.left_on IS NULL OR s.left_on >= $end)
              AND s.phase IN ('lead', 'opportunity')
        ), open AS (
            UNPIVOT standing ON contacts, meetings, days INTO NAME measure VALUE number
        ), sizes AS (
            SELECT g.*,
                count(*) FILTER (t.funnel_id = g.funnel_id AND t.segment_id = g.segment_id) AS own,
                count(*) FILTER (t.funnel_id = g.funnel_id AND t.segment_id <> g.segment_id) AS near,
                count(*) FILTER (t.funnel_id <> g.funnel_id) AS far
            FROM (SELECT DISTINCT funnel_id, segment_id, measure FROM open) g
            JOIN taken t USING (measure)
            GROUP BY ALL
        ), lent AS (
            SELECT *, least(greatest(20 - own, 0), near) AS from_near,
                least(greatest(20 - own - near, 0), far) AS from_far, greatest(near, 1) * greatest(far, 1) AS unit
            FROM sizes
        ), weighed AS (
            SELECT l.funnel_id, l.segment_id, l.measure, (l.own + from_near + from_far + 1) * unit AS whole, t.number,
                own + from_near + from_far AS deals,
                sum(CASE WHEN t.funnel_id = l.funnel_id AND t.segment_id = l.segment_id THEN unit
                    WHEN t.funnel_id = l.funnel_id THEN unit / near * from_near
                    ELSE unit / far * from_far END) AS weight
            FROM lent l
            JOIN taken t USING (measure)
            GROUP BY ALL
        ), placed AS (
            SELECT *, sum(weight) OVER (PARTITION BY funnel_id, segment_id, measure ORDER BY number) AS up_to
            FROM weighed
            WHERE deals >= 10
        ), marks AS (
            SELECT funnel_id, segment_id, measure, min(number) FILTER (weight > 0 AND 10 * up_to >= 9 * whole) AS high
            FROM placed
            GROUP BY ALL
        ), past AS (
            SELECT DISTINCT deal_id FROM open JOIN marks USING (funnel_id, segment_id, measure) WHERE number > high
        )
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM stays
        WHERE entered_on < $end AND (left_on IS NULL OR left_on >= $end)
          AND phase IN ('lead', 'opportunity') AND deal_id IN (FROM past)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
