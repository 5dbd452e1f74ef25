SELECT owner_id AS rep, count(*) AS of FROM raw.deal WHERE entered_on >= $start AND entered_on < $end GROUP BY owner_id
