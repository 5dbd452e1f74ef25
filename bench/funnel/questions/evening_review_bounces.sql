-- Steps forward with a step back within seven days right before or right after, on the day.
-- Steps forward with a step back within seven days right before or right after; walked from the deal's first contact.
WITH touched AS (
    SELECT DISTINCT deal_id FROM move WHERE happened_on >= $start AND happened_on < $end
), walk AS (
    SELECT m.*, lag(m.stage_id, 1, first.stage_id) OVER (PARTITION BY m.deal_id ORDER BY m.happened_at, m.position, m.id) AS came_from
    FROM touched JOIN move m USING (deal_id) CROSS JOIN (SELECT stage_id FROM place WHERE position = 0) first
), changed AS (
    SELECT *, coalesce(lag(place) OVER log, lag(place, 2) OVER log, 0) AS here FROM walk WHERE came_from <> stage_id
    WINDOW log AS (PARTITION BY deal_id ORDER BY happened_at, position, id)
), step AS (
    SELECT c.*, CASE WHEN c.place > c.here THEN 'forward' WHEN c.place < c.here AND p.phase <> 'lost' THEN 'back' END AS advance
    FROM changed c JOIN place p ON p.stage_id = c.came_from
), paired AS (
    SELECT *,
           lag(advance) OVER log = 'back' AND happened_at - lag(happened_at) OVER log <= 7 * 86400000000 AS is_before,
           lag(happened_at) OVER log AS before_at, lag(happened_on) OVER log AS before_on,
           lead(advance) OVER log = 'back' AND lead(happened_at) OVER log - happened_at <= 7 * 86400000000 AS is_after,
           lead(happened_at) OVER log AS after_at, lead(happened_on) OVER log AS after_on
    FROM step
    WINDOW log AS (PARTITION BY deal_id ORDER BY happened_at, position, id)
)
SELECT deal_id, happened_at AS forward_at,
       CASE WHEN is_before THEN before_at END AS before_at, CASE WHEN is_after THEN after_at END AS after_at
FROM paired
WHERE advance = 'forward' AND (
    (is_before OR is_after) AND happened_on >= $start AND happened_on < $end
    OR is_before AND before_on >= $start AND before_on < $end
    OR is_after AND after_on >= $start AND after_on < $end
)
ORDER BY forward_at, deal_id, id
