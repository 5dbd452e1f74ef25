-- What was left of the sales after their cost, where that is known?
SELECT rep_id AS rep, sum(amount - cost_amount) AS of FROM sale
WHERE sold_on >= $start AND sold_on < $end AND cost_amount IS NOT NULL GROUP BY rep_id
