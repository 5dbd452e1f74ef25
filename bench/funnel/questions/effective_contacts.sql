-- How many contacts left the deal on a later stage than it stood on before?
SELECT rep_id AS rep, count(*) AS of FROM step
WHERE happened_on >= $start AND happened_on < $end AND place > before GROUP BY rep_id
