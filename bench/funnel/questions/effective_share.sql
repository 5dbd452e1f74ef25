-- Of all contacts, how many were effective?
SELECT c.rep AS rep, coalesce(e.of, 0) AS of, c.per
FROM (
    SELECT rep_id AS rep, count(*) AS per FROM contact WHERE happened_on >= $start AND happened_on < $end GROUP BY rep_id
) c LEFT JOIN (
    SELECT rep_id AS rep, count(*) AS of FROM step
    WHERE happened_on >= $start AND happened_on < $end AND place > before GROUP BY rep_id
) e USING (rep)
