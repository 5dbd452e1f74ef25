-- Deals that went forward and, as the next change of their stage, back within seven days; walked from their first contact.
WITH touched AS (
    SELECT DISTINCT deal_id FROM raw.move WHERE happened_on >= $start AND happened_on < $end
), walk AS (
    SELECT m.*, lag(m.stage_id, 1, first.stage_id) OVER (PARTITION BY m.deal_id ORDER BY m.happened_at, m.position, m.id) AS came_from
    FROM touched JOIN raw.move m USING (deal_id) CROSS JOIN (SELECT stage_id FROM raw.place WHERE position = 0) first
), changed AS (
    SELECT *, coalesce(lag(place) OVER log, lag(place, 2) OVER log, 0) AS here FROM walk WHERE came_from <> stage_id
    WINDOW log AS (PARTITION BY deal_id ORDER BY happened_at, position, id)
), paired AS (
    SELECT c.*, p.phase AS before_phase, lag(c.place > c.here) OVER log AS was_forward,
           lag(c.happened_at) OVER log AS forward_at, lag(c.happened_on) OVER log AS forward_on
    FROM changed c JOIN raw.place p ON p.stage_id = c.came_from
    WINDOW log AS (PARTITION BY c.deal_id ORDER BY c.happened_at, c.position, c.id)
)
SELECT deal_id, forward_at, happened_at AS back_at
FROM paired
WHERE place < here AND before_phase <> 'lost' AND was_forward AND happened_at - forward_at <= 7 * 86400000000
  AND (happened_on >= $start AND happened_on < $end OR forward_on >= $start AND forward_on < $end)
ORDER BY back_at, deal_id
