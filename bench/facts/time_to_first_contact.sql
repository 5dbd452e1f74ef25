-- The middle of the times from entry to first contact; told in hours, so 24 times as long in days.
SELECT
    rep_id AS rep,
    grouping(rep_id) AS is_total,
    24 * median(first_contact_at - entered_at) AS median
FROM deals
WHERE entered_on >= $start AND entered_on < $end
  AND is_lead AND is_entry_known AND first_contact_at IS NOT NULL
GROUP BY GROUPING SETS ((rep_id), ())
