-- What was sold as add-on?
SELECT rep_id AS rep, sum(amount) AS of FROM sale
WHERE sold_on >= $start AND sold_on < $end AND kind = 'add_on' GROUP BY rep_id
