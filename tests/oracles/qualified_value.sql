-- Values on the day of qualification.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    coalesce(sum(qualified_amount), 0) AS of,
    count(*) - count(qualified_amount) AS left_out
FROM deals
WHERE qualified_on >= $start AND qualified_on < $end
  AND (is_entry_known OR qualified_at > entered_at)
GROUP BY GROUPING SETS ((rep_id), ())
