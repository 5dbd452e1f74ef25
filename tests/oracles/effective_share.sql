-- Of the contacts of the period, the effective ones.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) FILTER (is_effective) AS of,
    count(*) AS per
FROM contacts
WHERE happened_on >= $start AND happened_on < $end
GROUP BY GROUPING SETS ((rep_id), ())
