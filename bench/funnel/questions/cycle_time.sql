-- Of the deals won, by owner: the median of the microseconds from the first contact to won.
SELECT owner_id AS rep, percentile_cont(0.5) WITHIN GROUP (ORDER BY happened_at - first_at) AS median
FROM (
    SELECT owner_id, happened_at, (SELECT min(c.happened_at) FROM contact c WHERE c.deal_id = w.deal_id) AS first_at
    FROM closed w WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end
) won GROUP BY owner_id
