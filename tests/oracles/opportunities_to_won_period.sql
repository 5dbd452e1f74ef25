-- Won in the period over qualified in the period, whichever deals they are.
WITH won AS (
    SELECT winner_id AS rep, 1 AS won, 0 AS qualified FROM deals WHERE won_on >= $start AND won_on < $end
),
qualified AS (
    SELECT rep_id AS rep, 0 AS won, 1 AS qualified FROM deals
    WHERE qualified_on >= $start AND qualified_on < $end AND (is_entry_known OR qualified_at > entered_at)
)
SELECT rep, grouping(rep) AS is_total, sum(won) AS of, sum(qualified) AS per
FROM (SELECT * FROM won UNION ALL SELECT * FROM qualified)
GROUP BY GROUPING SETS ((rep), ())
