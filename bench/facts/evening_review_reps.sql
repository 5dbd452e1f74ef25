-- What each rep's contacts of the days were, by kind, and about how many deals.
SELECT
    rep_id,
    kind,
    grouping(kind) = 1 AS is_rep,
    sum(volume) AS contacts,
    count(*) AS records,
    count(*) FILTER (is_effective) AS effective,
    count(*) FILTER (is_new_ground) AS new_ground,
    count(DISTINCT deal_id) AS deals
FROM contacts
WHERE happened_on >= $start AND happened_on < $end
GROUP BY GROUPING SETS ((rep_id, kind), (rep_id))
