-- What was sold as renewal?
SELECT rep_id AS rep, sum(amount) AS of FROM sale
WHERE sold_on >= $start AND sold_on < $end AND kind = 'renewal' GROUP BY rep_id
