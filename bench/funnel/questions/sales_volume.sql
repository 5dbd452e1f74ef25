-- What was sold?
SELECT rep_id AS rep, sum(amount) AS of FROM sale WHERE sold_on >= $start AND sold_on < $end GROUP BY rep_id
