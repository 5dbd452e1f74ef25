SELECT owner_id AS rep, sum(happened_at - entered_at) AS of, count(*) AS per
FROM raw.closed WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
