-- How many deals qualified: stood for the first time on an opportunity stage, or were won?
SELECT owner_id AS rep, count(*) AS of FROM qualified
WHERE happened_on >= $start AND happened_on < $end GROUP BY owner_id
