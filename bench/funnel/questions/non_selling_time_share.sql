-- Of the time that each rep wrote down, in microseconds: how much was not selling, and how much was it?
SELECT rep_id AS rep, coalesce(sum(seconds) FILTER (WHERE NOT is_selling), 0) * 1000000 AS of, sum(seconds) * 1000000 AS per
FROM time_entry WHERE spent_on >= $start AND spent_on < $end GROUP BY rep_id
