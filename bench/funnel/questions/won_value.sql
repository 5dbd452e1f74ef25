-- What were the deals worth that were won?
SELECT owner_id AS rep, sum(value_amount) AS of FROM closed
WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
