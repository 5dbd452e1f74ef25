-- What became of the first entries of deals into each stage of the one funnel.
SELECT
    stage_id AS stage,
    count(*) AS entered,
    count(*) FILTER (exit IN ('advanced', 'skipped')) AS advanced,
    count(*) FILTER (exit = 'skipped') AS skipped,
    count(*) FILTER (exit = 'lost') AS lost,
    count(*) FILTER (exit = 'back') AS back,
    count(*) FILTER (exit = 'reopened') AS reopened,
    count(*) FILTER (exit IS NULL) AS still,
    median(left_at - entered_at) FILTER (exit <> 'skipped') AS median
FROM stays
WHERE entered_on >= $start AND entered_on < $end AND visit = 1 AND is_entry_known
GROUP BY stage_id
