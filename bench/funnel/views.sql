-- What an analyst would name once, on the raw log; nothing is kept.
-- The contacts that named a stage. Lost has no place.
CREATE VIEW move AS
SELECT c.id, c.deal_id, c.rep_id, c.happened_at, c.happened_on, c.position, c.stage_after_id AS stage_id, p.position AS place, p.phase
FROM contact c JOIN place p ON p.stage_id = c.stage_after_id;

-- Deals that stand won or lost, on the day they came to.
CREATE VIEW closed AS
SELECT c.deal_id, c.happened_at, c.happened_on, c.phase, d.owner_id, d.value_amount, d.entered_at
FROM move c JOIN deal d ON d.id = c.deal_id
WHERE c.phase IN ('won', 'lost')
  AND NOT EXISTS (
      SELECT 1 FROM move n
      WHERE n.deal_id = c.deal_id AND (n.happened_at, n.position, n.id) > (c.happened_at, c.position, c.id) AND n.phase <> c.phase)
  AND c.phase IS DISTINCT FROM (
      SELECT b.phase FROM move b
      WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
      ORDER BY b.happened_at DESC, b.position DESC, b.id DESC LIMIT 1);

-- Deals on the day they first stood on an opportunity stage or were won; all of them enter on a lead stage.
CREATE VIEW qualified AS
SELECT c.deal_id, c.happened_on, d.owner_id, d.value_amount
FROM move c JOIN deal d ON d.id = c.deal_id
WHERE c.phase IN ('opportunity', 'won')
  AND NOT EXISTS (
      SELECT 1 FROM move b
      WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
        AND b.phase IN ('opportunity', 'won'));

-- The place a deal stood on before a contact that named a stage (of a lost deal, the latest open one), and the furthest.
CREATE VIEW step AS
SELECT c.rep_id, c.happened_on, c.place,
       coalesce((
           SELECT b.place FROM move b
           WHERE b.deal_id = c.deal_id AND b.place IS NOT NULL
             AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
           ORDER BY b.happened_at DESC, b.position DESC, b.id DESC LIMIT 1), 0) AS before,
       coalesce((
           SELECT max(b.place) FROM move b
           WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
       ), 0) AS furthest
FROM move c;
