-- What did the sources cost that have costs in the days, and how many deals entered from them?
SELECT (SELECT sum(amount) FROM cost WHERE spent_on >= $start AND spent_on < $end) AS of, count(*) AS per
FROM deal WHERE entered_on >= $start AND entered_on < $end
AND source_id IN (SELECT source_id FROM cost WHERE spent_on >= $start AND spent_on < $end)
