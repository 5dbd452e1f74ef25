-- Each contact of the day with the stage before and after it, and what it did to the deal, in their order.
-- The contacts of the days; where each deal stood before is looked up in its history.
SELECT c.id AS contact_id, c.rep_id, c.client_id, c.deal_id, c.kind, c.happened_at,
       coalesce(b.stage_id, first.stage_id) AS stage_before_id,
       coalesce(c.stage_after_id, b.stage_id, first.stage_id) AS stage_id,
       CASE WHEN c.stage_after_id IS NULL OR c.stage_after_id = coalesce(b.stage_id, first.stage_id) THEN 'none'
            WHEN p.phase = 'lost' THEN 'lost'
            WHEN p.position > coalesce(o.place, 0) THEN 'forward'
            WHEN b.phase = 'lost' THEN 'reopened' ELSE 'back' END AS advance,
       coalesce(p.position > coalesce(o.place, 0), FALSE) AS is_effective,
       coalesce(p.position > coalesce(o.furthest, 0), FALSE) AS is_new_ground
FROM contact c
CROSS JOIN (SELECT stage_id FROM place WHERE position = 0) first
LEFT JOIN place p ON p.stage_id = c.stage_after_id
LEFT JOIN LATERAL (
    SELECT m.stage_id, m.phase FROM move m
    WHERE m.deal_id = c.deal_id AND (m.happened_at, m.position, m.id) < (c.happened_at, c.position, c.id)
    ORDER BY m.happened_at DESC, m.position DESC, m.id DESC LIMIT 1
) b ON true
LEFT JOIN LATERAL (
    SELECT (array_agg(m.place ORDER BY m.happened_at DESC, m.position DESC, m.id DESC))[1] AS place, max(m.place) AS furthest
    FROM move m
    WHERE m.deal_id = c.deal_id AND m.place IS NOT NULL AND (m.happened_at, m.position, m.id) < (c.happened_at, c.position, c.id)
) o ON true
WHERE c.happened_on >= $start AND c.happened_on < $end
ORDER BY c.happened_at, c.position, c.id
