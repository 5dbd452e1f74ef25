-- Of the deals won, by owner: the microseconds from entry to won, summed, and how many they are.
SELECT owner_id AS rep, sum(happened_at - entered_at) AS of, count(*) AS per
FROM closed WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end GROUP BY owner_id
