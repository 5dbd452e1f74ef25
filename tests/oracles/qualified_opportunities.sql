-- Deals by the day of their qualification.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) AS of
FROM deals
WHERE qualified_on >= $start AND qualified_on < $end
  AND (is_entry_known OR qualified_at > entered_at)
GROUP BY GROUPING SETS ((rep_id), ())
