-- The middle of the times from entry to won.
WITH won AS (
    SELECT winner_id, is_entry_known AS is_counted, won_at - entered_at AS microseconds
    FROM deals
    WHERE won_on >= $start AND won_on < $end
)
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    list_sort(list(microseconds) FILTER (is_counted)) AS values,
    count(*) FILTER (NOT is_counted) AS left_out
FROM won
GROUP BY GROUPING SETS ((winner_id), ())
