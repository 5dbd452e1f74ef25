-- How many deals were won in the days, and how many qualified in them?
SELECT rep, sum(won) AS of, sum(qualified) AS per
FROM (
    SELECT owner_id AS rep, 1 AS won, 0 AS qualified FROM closed
    WHERE phase = 'won' AND happened_on >= $start AND happened_on < $end
    UNION ALL
    SELECT owner_id, 0, 1 FROM qualified WHERE happened_on >= $start AND happened_on < $end
) both_days GROUP BY rep
