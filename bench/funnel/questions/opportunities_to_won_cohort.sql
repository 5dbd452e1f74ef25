-- Of the deals that qualified in the days, how many stand won now?
SELECT q.owner_id AS rep, count(*) FILTER (WHERE now.phase = 'won') AS of, count(*) AS per
FROM qualified q
CROSS JOIN LATERAL (
    SELECT m.phase FROM move m WHERE m.deal_id = q.deal_id
    ORDER BY m.happened_at DESC, m.position DESC, m.id DESC LIMIT 1
) now
WHERE q.happened_on >= $start AND q.happened_on < $end GROUP BY q.owner_id
