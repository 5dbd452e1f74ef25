-- How many business cards did each rep hand out?
SELECT rep_id AS rep, sum(count) AS of FROM tally WHERE counted_on >= $start AND counted_on < $end GROUP BY rep_id
