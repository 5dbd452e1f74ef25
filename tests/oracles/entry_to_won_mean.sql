-- The mean of the times from entry to won.
WITH won AS (
    SELECT winner_id, is_entry_known AS is_counted, won_at - entered_at AS microseconds
    FROM deals
    WHERE won_on >= $start AND won_on < $end
)
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    coalesce(sum(microseconds) FILTER (is_counted), 0) AS of,
    count(*) FILTER (is_counted) AS per,
    count(*) FILTER (NOT is_counted) AS left_out
FROM won
GROUP BY GROUPING SETS ((winner_id), ())
