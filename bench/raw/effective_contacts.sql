SELECT rep_id AS rep, count(*) AS of FROM raw.step
WHERE happened_on >= $start AND happened_on < $end AND place > before GROUP BY rep_id
