-- Of the deals closed in the period, those won.
SELECT
    owner_id AS rep,
    grouping(owner_id) AS is_total,
    count(*) FILTER (outcome = 'won') AS of,
    count(*) AS per
FROM (SELECT *, coalesce(winner_id, rep_id) AS owner_id FROM deals)
WHERE closed_on >= $start AND closed_on < $end
GROUP BY GROUPING SETS ((owner_id), ())
