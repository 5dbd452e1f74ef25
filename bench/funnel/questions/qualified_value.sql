-- What were the deals worth that qualified?
SELECT owner_id AS rep, sum(value_amount) AS of FROM qualified
WHERE happened_on >= $start AND happened_on < $end GROUP BY owner_id
