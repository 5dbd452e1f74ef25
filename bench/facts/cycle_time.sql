-- The middle of the times from first contact (entry, without one) to won.
SELECT
    winner_id AS rep,
    grouping(winner_id) AS is_total,
    median(won_at - coalesce(first_contact_at, entered_at)) AS median
FROM deals
WHERE won_on >= $start AND won_on < $end
  AND NOT is_won_before_first_contact AND (first_contact_at IS NOT NULL OR is_entry_known)
GROUP BY GROUPING SETS ((winner_id), ())
