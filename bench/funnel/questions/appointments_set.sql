-- How many appointments did the contacts of each rep agree?
SELECT rep_id AS rep, count(*) AS of FROM appointment WHERE set_on >= $start AND set_on < $end GROUP BY rep_id
