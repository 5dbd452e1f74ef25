-- How many deals, by owner, had not come to an end by the last day of the days on which they were expected to be won?
SELECT d.owner_id AS rep, count(*) AS of
FROM (
    SELECT deal_id, max(expected_on) AS expected_on FROM expectation
    WHERE expected_on >= $start AND expected_on < $end GROUP BY deal_id
) e JOIN deal d ON d.id = e.deal_id LEFT JOIN closed c ON c.deal_id = e.deal_id
WHERE c.happened_on IS NULL OR c.happened_on > e.expected_on GROUP BY d.owner_id
