-- Deals that went forward and, as the next change of their stage, back within seven days.
WITH step AS (
    SELECT contact_id AS id, deal_id, position, advance, happened_at, happened_on FROM contacts
    UNION ALL
    SELECT move_id AS id, deal_id, position, advance, happened_at, happened_on FROM moves
), paired AS (
    SELECT
        deal_id, advance, happened_at, happened_on,
        lag(advance) OVER log AS forward, lag(happened_at) OVER log AS forward_at, lag(happened_on) OVER log AS forward_on
    FROM step
    WHERE happened_on >= CAST($start AS DATE) - 8 AND happened_on < CAST($end AS DATE) + 8 AND advance <> 'none'
    WINDOW log AS (PARTITION BY deal_id ORDER BY happened_at, position, id)
)
SELECT deal_id, forward_at, happened_at AS back_at
FROM paired
WHERE advance = 'back' AND forward = 'forward' AND happened_at - forward_at <= 7 * 86400000000
  AND (happened_on >= $start AND happened_on < $end OR forward_on >= $start AND forward_on < $end)
ORDER BY back_at, deal_id
