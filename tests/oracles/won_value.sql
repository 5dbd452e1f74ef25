-- Values of won deals.
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    coalesce(sum(won_amount), 0) AS of,
    count(*) - count(won_amount) AS left_out
FROM deals
WHERE won_on >= $start AND won_on < $end
GROUP BY GROUPING SETS ((winner_id), ())
