-- Of the deals won, by owner: the median of the microseconds from entry to won.
SELECT owner_id AS rep, percentile_cont(0.5) WITHIN GROUP (ORDER BY happened_at - entered_at) AS median
FROM closed WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
