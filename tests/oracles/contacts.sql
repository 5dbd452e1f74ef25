-- Contacts; a meeting about several deals once.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    sum(volume) AS of
FROM contacts
WHERE happened_on >= $start AND happened_on < $end
GROUP BY GROUPING SETS ((rep_id), ())
