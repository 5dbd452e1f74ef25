-- Contacts with a later stage after than before.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) AS of
FROM contacts
WHERE happened_on >= $start AND happened_on < $end
  AND is_effective
GROUP BY GROUPING SETS ((rep_id), ())
