-- Of the deals that entered in the days, how many stand won now?
SELECT d.owner_id AS rep, count(*) FILTER (WHERE now.phase = 'won') AS of, count(*) AS per
FROM deal d
LEFT JOIN LATERAL (
    SELECT m.phase FROM move m WHERE m.deal_id = d.id
    ORDER BY m.happened_at DESC, m.position DESC, m.id DESC LIMIT 1
) now ON true
WHERE d.entered_on >= $start AND d.entered_on < $end GROUP BY d.owner_id
