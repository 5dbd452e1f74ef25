-- How many contacts brought the deal to a later stage than it ever stood on?
SELECT rep_id AS rep, count(*) AS of FROM step
WHERE happened_on >= $start AND happened_on < $end AND place > furthest GROUP BY rep_id
