-- The norms of each segment in each funnel, as an analyst would count them: own deals weigh one each, and where there
-- are fewer than 20, the missing ones are made up from the rest of the funnel, then from the other funnels.
-- All weights are whole: a deal weighs `unit`.
WITH won AS (
    SELECT
        funnel_id, coalesce(segment_id, -1) AS segment_id,
        CASE WHEN contacts_until_won > 0 THEN contacts_until_won END AS contacts,
        CASE WHEN contacts_until_won > 0 THEN meetings_until_won END AS meetings,
        greatest(won_on - coalesce(first_contact_on, entered_on), 0) AS days
    FROM deals
    WHERE won_on BETWEEN DATE '{first}' AND DATE '{latest}'
        AND NOT is_won_before_first_contact
        AND (first_contact_on IS NOT NULL OR is_entry_known)
),
taken AS (
    SELECT funnel_id, segment_id, 'contacts' AS measure, contacts AS number FROM won WHERE contacts IS NOT NULL
    UNION ALL
    SELECT funnel_id, segment_id, 'meetings', meetings FROM won WHERE meetings IS NOT NULL
    UNION ALL
    SELECT funnel_id, segment_id, 'days', days FROM won
),
sizes AS (
    SELECT
        g.funnel_id, g.segment_id, g.measure,
        count(*) FILTER (WHERE t.funnel_id = g.funnel_id AND t.segment_id = g.segment_id) AS own,
        count(*) FILTER (WHERE t.funnel_id = g.funnel_id AND t.segment_id <> g.segment_id) AS near,
        count(*) FILTER (WHERE t.funnel_id <> g.funnel_id) AS far
    FROM (SELECT DISTINCT funnel_id, segment_id, measure FROM taken) AS g
    JOIN taken AS t ON t.measure = g.measure
    GROUP BY g.funnel_id, g.segment_id, g.measure
),
lent AS (
    SELECT
        sizes.*,
        least(greatest(20 - own, 0), near) AS from_near,
        least(greatest(20 - own - near, 0), far) AS from_far,
        greatest(near, 1) * greatest(far, 1) AS unit
    FROM sizes
),
weighed AS (
    SELECT
        l.funnel_id, l.segment_id, l.measure, l.own, l.from_near + l.from_far AS lent, l.unit, t.number,
        sum(CASE
            WHEN t.funnel_id = l.funnel_id AND t.segment_id = l.segment_id THEN l.unit
            WHEN t.funnel_id = l.funnel_id THEN l.unit / l.near * l.from_near
            ELSE l.unit / l.far * l.from_far
        END) AS weight
    FROM lent AS l
    JOIN taken AS t ON t.measure = l.measure
    GROUP BY l.funnel_id, l.segment_id, l.measure, l.own, l.from_near, l.from_far, l.unit, t.number
),
placed AS (
    SELECT
        weighed.*,
        sum(weight) OVER (PARTITION BY funnel_id, segment_id, measure ORDER BY number) AS up_to,
        (own + lent + 1) * unit AS whole
    FROM weighed
)
SELECT
    funnel_id, segment_id, measure, own, lent,
    min(CASE WHEN weight > 0 AND 10 * up_to >= 1 * whole THEN number END) AS low,
    min(CASE WHEN weight > 0 AND 10 * up_to >= 5 * whole THEN number END) AS middle,
    min(CASE WHEN weight > 0 AND 10 * up_to >= 9 * whole THEN number END) AS high,
    sum(CAST(number * weight AS BIGINT)) AS total,
    sum(CAST(weight AS BIGINT)) AS weight
FROM placed
GROUP BY funnel_id, segment_id, measure, own, lent
