-- Of the appointments due in the days, how many were kept, and how many were they?
SELECT rep_id AS rep, count(kept_on) AS of, count(*) AS per FROM appointment
WHERE due_on >= $start AND due_on < $end GROUP BY rep_id
