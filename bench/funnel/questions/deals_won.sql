-- How many deals were won, by the day they came to be won, of those that stand won?
SELECT owner_id AS rep, count(*) AS of FROM closed
WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
