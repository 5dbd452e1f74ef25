-- The log as a CRM keeps it: contacts, deals, sales, what was agreed and expected, and the order of the stages.
DROP SCHEMA IF EXISTS raw CASCADE;
CREATE SCHEMA raw;
SET search_path TO raw;
CREATE TABLE contact (
    id bigint PRIMARY KEY, deal_id bigint, client_id bigint, rep_id bigint, kind text, happened_at bigint,
    happened_on date, position bigint, stage_after_id bigint
);
CREATE TABLE deal (
    id bigint PRIMARY KEY, client_id bigint, owner_id bigint, source_id bigint, entered_at bigint, entered_on date,
    value_amount bigint
);
CREATE TABLE sale (
    id bigint PRIMARY KEY, rep_id bigint, kind text, is_won_back boolean, sold_on date, amount bigint, cost_amount bigint
);
CREATE TABLE place (stage_id bigint PRIMARY KEY, position int, phase text);
CREATE TABLE appointment (id bigint PRIMARY KEY, rep_id bigint, set_on date, due_on date, kept_on date);
CREATE TABLE expectation (deal_id bigint, expected_on date);
CREATE TABLE tally (rep_id bigint, counted_on date, count bigint);
CREATE TABLE time_entry (rep_id bigint, is_selling boolean, spent_on date, seconds bigint);
CREATE TABLE cost (source_id bigint, spent_on date, amount bigint);
