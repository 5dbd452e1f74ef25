-- The indexes of a CRM, one that holds all that walking a deal needs, and what an analyst would name once.
CREATE INDEX ON contact (deal_id, happened_at, position, id) INCLUDE (stage_after_id, happened_on);
CREATE INDEX ON contact (happened_on);
CREATE INDEX ON contact (rep_id, happened_on);
CREATE INDEX ON deal (entered_on);
CREATE INDEX ON sale (sold_on);
