-- What became of the first entry of each deal into each stage: advanced, skipped, lost, back, reopened, still there?
-- The first entry of each deal into each stage, and how it left; what it jumped over it entered and left at once.
-- Only deals that entered or were touched in the period are walked, but those from their beginning.
WITH touched AS (
    SELECT deal_id FROM contact WHERE happened_on >= $start AND happened_on < $end
    UNION
    SELECT id FROM deal WHERE entered_on >= $start AND entered_on < $end
), walk AS (
    SELECT d.id AS deal_id, 0::bigint AS id, d.entered_at AS moment, d.entered_on AS on_day, -1::bigint AS position, p.stage_id, p.position AS place
    FROM touched JOIN deal d ON d.id = touched.deal_id CROSS JOIN place p WHERE p.position = 0
    UNION ALL
    SELECT deal_id, id, happened_at, happened_on, position, stage_id, place FROM move JOIN touched USING (deal_id)
), changed AS (
    SELECT *, lag(stage_id) OVER (PARTITION BY deal_id ORDER BY moment, position, id) AS came_from FROM walk
), step AS (
    SELECT deal_id, id, moment, on_day, position, stage_id, place, row_number() OVER log AS number,
           coalesce(lag(place) OVER log, lag(place, 2) OVER log) AS here,
           lead(moment) OVER log AS left_at, lead(place) OVER log AS next_place, lead(stage_id) OVER log AS next_id
    FROM changed WHERE came_from IS DISTINCT FROM stage_id
    WINDOW log AS (PARTITION BY deal_id ORDER BY moment, position, id)
), stay AS (
    SELECT deal_id, number, 0 AS jumped, moment, on_day, stage_id, left_at,
           CASE WHEN next_id IS NULL THEN 'still' WHEN next_place IS NULL THEN 'lost'
                WHEN next_place > coalesce(place, here) THEN 'advanced' WHEN place IS NULL THEN 'reopened' ELSE 'back' END AS exit
    FROM step
    UNION ALL
    SELECT s.deal_id, s.number - 1, p.position, s.moment, s.on_day, p.stage_id, s.moment, 'skipped'
    FROM step s JOIN place p ON p.position > s.here AND p.position < s.place
), first AS (
    SELECT DISTINCT ON (deal_id, stage_id) * FROM stay ORDER BY deal_id, stage_id, number, jumped
)
SELECT stage_id AS stage, count(*) AS entered,
       count(*) FILTER (WHERE exit IN ('advanced', 'skipped')) AS advanced,
       count(*) FILTER (WHERE exit = 'skipped') AS skipped,
       count(*) FILTER (WHERE exit = 'lost') AS lost,
       count(*) FILTER (WHERE exit = 'back') AS back,
       count(*) FILTER (WHERE exit = 'reopened') AS reopened,
       count(*) FILTER (WHERE exit = 'still') AS still,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY left_at - moment) FILTER (WHERE exit NOT IN ('skipped', 'still')) AS median
FROM first WHERE on_day >= $start AND on_day < $end GROUP BY stage_id
