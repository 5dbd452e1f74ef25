-- What was sold as new business?
SELECT rep_id AS rep, sum(amount) AS of FROM sale
WHERE sold_on >= $start AND sold_on < $end AND kind = 'new_business' GROUP BY rep_id
