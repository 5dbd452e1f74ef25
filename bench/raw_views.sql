-- The indexes of a CRM, one that holds all that walking a deal needs, and what an analyst would name once.
CREATE INDEX ON raw.contact (deal_id, happened_at, position, id) INCLUDE (stage_after_id, happened_on);
CREATE INDEX ON raw.contact (happened_on);
CREATE INDEX ON raw.contact (rep_id, happened_on);
CREATE INDEX ON raw.deal (entered_on);
CREATE INDEX ON raw.sale (sold_on);

-- The contacts that named a stage. Lost has no place.
CREATE VIEW raw.move AS
SELECT c.id, c.deal_id, c.rep_id, c.happened_at, c.happened_on, c.position, c.stage_after_id AS stage_id, p.position AS place, p.phase
FROM raw.contact c JOIN raw.place p ON p.stage_id = c.stage_after_id;

-- Deals that stand won or lost, on the day they came to.
CREATE VIEW raw.closed AS
SELECT c.deal_id, c.happened_at, c.happened_on, c.phase, d.owner_id, d.value_amount, d.entered_at
FROM raw.move c JOIN raw.deal d ON d.id = c.deal_id
WHERE c.phase IN ('won', 'lost')
  AND NOT EXISTS (
      SELECT FROM raw.move n
      WHERE n.deal_id = c.deal_id AND (n.happened_at, n.position, n.id) > (c.happened_at, c.position, c.id) AND n.phase <> c.phase)
  AND c.phase IS DISTINCT FROM (
      SELECT b.phase FROM raw.move b
      WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
      ORDER BY b.happened_at DESC, b.position DESC, b.id DESC LIMIT 1);

-- Deals on the day they first stood on an opportunity stage or were won; all of them enter on a lead stage.
CREATE VIEW raw.qualified AS
SELECT c.deal_id, c.happened_on, d.owner_id, d.value_amount
FROM raw.move c JOIN raw.deal d ON d.id = c.deal_id
WHERE c.phase IN ('opportunity', 'won')
  AND NOT EXISTS (
      SELECT FROM raw.move b
      WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
        AND b.phase IN ('opportunity', 'won'));

-- The place a deal stood on before a contact that named a stage (of a lost deal, the latest open one), and the furthest.
CREATE VIEW raw.step AS
SELECT c.rep_id, c.happened_on, c.place,
       coalesce((
           SELECT b.place FROM raw.move b
           WHERE b.deal_id = c.deal_id AND b.place IS NOT NULL
             AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
           ORDER BY b.happened_at DESC, b.position DESC, b.id DESC LIMIT 1), 0) AS before,
       coalesce((
           SELECT max(b.place) FROM raw.move b
           WHERE b.deal_id = c.deal_id AND (b.happened_at, b.position, b.id) < (c.happened_at, c.position, c.id)
       ), 0) AS furthest
FROM raw.move c;
