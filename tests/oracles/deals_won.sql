-- Won deals by the day they were won.
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    count(*) AS of
FROM deals
WHERE won_on >= $start AND won_on < $end
GROUP BY GROUPING SETS ((winner_id), ())
