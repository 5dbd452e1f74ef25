-- Of the deals entered in the period, those won by now.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) FILTER (outcome = 'won') AS of,
    count(*) AS per
FROM deals
WHERE entered_on >= $start AND entered_on < $end
  AND is_entry_known
GROUP BY GROUPING SETS ((rep_id), ())
