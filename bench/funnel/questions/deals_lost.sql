-- How many deals were lost, by the day they came to be lost, of those that stand lost?
SELECT owner_id AS rep, count(*) AS of FROM closed
WHERE phase = 'lost' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
