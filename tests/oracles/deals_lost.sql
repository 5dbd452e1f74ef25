-- Lost deals by the day they were lost.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    count(*) AS of
FROM deals
WHERE lost_on >= $start AND lost_on < $end
GROUP BY GROUPING SETS ((rep_id), ())
