-- Of the deals that came to an end in the days, how many were won?
SELECT owner_id AS rep, count(*) FILTER (WHERE phase = 'won') AS of, count(*) AS per
FROM closed WHERE happened_on >= $start AND happened_on < $end GROUP BY owner_id
