-- What was sold to clients who were won back?
SELECT rep_id AS rep, sum(amount) AS of FROM sale
WHERE sold_on >= $start AND sold_on < $end AND is_won_back GROUP BY rep_id
