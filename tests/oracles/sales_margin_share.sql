-- Amounts less costs over amounts, where the cost is known.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    coalesce(sum(amount - cost_amount), 0) AS of,
    coalesce(sum(amount) FILTER (cost_amount IS NOT NULL), 0) AS per,
    count(*) FILTER (cost_amount IS NULL) AS left_out
FROM sales
WHERE sold_on >= $start AND sold_on < $end
GROUP BY GROUPING SETS ((rep_id), ())
