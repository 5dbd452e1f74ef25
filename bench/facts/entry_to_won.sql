-- The middle of the times from entry to won.
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    median(won_at - entered_at) AS median
FROM deals
WHERE won_on >= $start AND won_on < $end AND is_entry_known
GROUP BY GROUPING SETS ((winner_id), ())
