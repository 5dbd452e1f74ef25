-- How many contacts did each rep have?
SELECT rep_id AS rep, count(*) AS of FROM contact WHERE happened_on >= $start AND happened_on < $end GROUP BY rep_id
