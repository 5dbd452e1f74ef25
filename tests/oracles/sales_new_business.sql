-- Sales of one kind.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    sum(amount) AS of
FROM sales
WHERE sold_on >= $start AND sold_on < $end
  AND kind = 'new_business'
GROUP BY GROUPING SETS ((rep_id), ())
