-- The first fifty contacts of the days, each with what it did to its deal.
SELECT contact_id, rep_id, client_id, deal_id, kind, happened_at, stage_before_id, stage_id, advance, is_effective, is_new_ground
FROM contacts
WHERE happened_on >= $start AND happened_on < $end
ORDER BY happened_at, position, contact_id
LIMIT 50
