-- The log as a CRM keeps it: contacts, deals, sales and the order of the stages; nothing derived.
DROP SCHEMA IF EXISTS raw CASCADE;
CREATE SCHEMA raw;
CREATE TABLE raw.contact (
    id bigint PRIMARY KEY, deal_id bigint, client_id bigint, rep_id bigint, kind text, happened_at bigint,
    happened_on date, position bigint, stage_after_id bigint
);
CREATE TABLE raw.deal (
    id bigint PRIMARY KEY, client_id bigint, owner_id bigint, source_id bigint, entered_at bigint, entered_on date,
    value_amount bigint
);
CREATE TABLE raw.sale (
    id bigint PRIMARY KEY, rep_id bigint, kind text, is_won_back boolean, sold_on date, amount bigint, cost_amount bigint
);
CREATE TABLE raw.place (stage_id bigint PRIMARY KEY, position int, phase text);
