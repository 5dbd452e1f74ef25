SELECT owner_id AS rep, count(*) AS of FROM raw.closed
WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
