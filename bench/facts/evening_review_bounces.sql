-- Steps forward with, as the change of stage right before or right after, a step back within seven days.
WITH step AS (
    SELECT contact_id AS id, deal_id, position, advance, happened_at, happened_on FROM contacts
    UNION ALL
    SELECT move_id AS id, deal_id, position, advance, happened_at, happened_on FROM moves
), paired AS (
    SELECT
        id, deal_id, advance, happened_at, happened_on,
        lag(advance) OVER log = 'back' AND happened_at - lag(happened_at) OVER log <= 7 * 86400000000 AS is_before,
        lag(happened_at) OVER log AS before_at, lag(happened_on) OVER log AS before_on,
        lead(advance) OVER log = 'back' AND lead(happened_at) OVER log - happened_at <= 7 * 86400000000 AS is_after,
        lead(happened_at) OVER log AS after_at, lead(happened_on) OVER log AS after_on
    FROM step
    WHERE happened_on >= CAST($start AS DATE) - 16 AND happened_on < CAST($end AS DATE) + 16 AND advance <> 'none'
    WINDOW log AS (PARTITION BY deal_id ORDER BY happened_at, position, id)
)
SELECT
    deal_id, happened_at AS forward_at,
    CASE WHEN is_before THEN before_at END AS before_at, CASE WHEN is_after THEN after_at END AS after_at
FROM paired
WHERE advance = 'forward' AND (
    (is_before OR is_after) AND happened_on >= $start AND happened_on < $end
    OR is_before AND before_on >= $start AND before_on < $end
    OR is_after AND after_on >= $start AND after_on < $end
)
ORDER BY forward_at, deal_id, id
