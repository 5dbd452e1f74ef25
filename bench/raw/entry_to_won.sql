SELECT owner_id AS rep, percentile_cont(0.5) WITHIN GROUP (ORDER BY happened_at - entered_at) AS median
FROM raw.closed WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
