-- Leads by the day they entered.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) AS of
FROM deals
WHERE entered_on >= $start AND entered_on < $end
  AND is_lead AND is_entry_known
GROUP BY GROUPING SETS ((rep_id), ())
