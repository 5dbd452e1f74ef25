-- How many deals entered, by owner?
SELECT owner_id AS rep, count(*) AS of FROM deal WHERE entered_on >= $start AND entered_on < $end GROUP BY owner_id
