-- The columns of a pack's files that the oracle reads; a file or a column that a pack does not have stays empty.
-- The .csv go in by `.import` as they stand (in_KIND), then here with their empty cells as NULL (oracle.test.sh).
CREATE TABLE pack (id, name, county, clock);
CREATE TABLE calendar (id TEXT PRIMARY KEY, kind);
CREATE TABLE param (id, key, value, unit, valid_from, valid_to);
CREATE TABLE term (id, list, code, attr);
CREATE TABLE division (id TEXT PRIMARY KEY, parent, level INTEGER, name, short, population INTEGER, poor INTEGER, villages INTEGER, class,
	valid_from, valid_to, successor);
CREATE TABLE front (id, axis);
CREATE TABLE task (id TEXT PRIMARY KEY, parent, class, front, pillar, division, start, due, weight INTEGER, pct INTEGER, status, trail,
	done_at);
CREATE TABLE issue (id TEXT PRIMARY KEY, status, division, deadline, source, kind, category, found_at, orig_deadline, returned INTEGER, reopened INTEGER,
	escalation INTEGER, extensions INTEGER);
CREATE TABLE event (id, at, object_kind, object, verb, from_status, to_status);
CREATE TABLE sup_group (id);
CREATE TABLE sup_assign (id, sup_group, division, valid_from, valid_to);
CREATE TABLE sup_report (id, sup_group, period, due, status, submitted_at, returned INTEGER);
CREATE TABLE settlement (id, period, division, institution, scope, svc, pop, cases INTEGER, persons INTEGER, instant_cases INTEGER,
	eligible_cases INTEGER, total_fen INTEGER, scope_fen INTEGER, basic_fen INTEGER, catastrophic_fen INTEGER, aid_fen INTEGER,
	backstop_fen INTEGER, supplement_fen INTEGER, hosp_relief_fen INTEGER, re_aid_fen INTEGER, paid_fen INTEGER, oop_fen INTEGER,
	precision_fen INTEGER, fetched_at);
CREATE TABLE indicator (id, unit, formula, direction, target INTEGER, every);
CREATE TABLE figure (id TEXT PRIMARY KEY, indicator, period, division, category, institution, batch, value INTEGER, unit, printed,
	"precision" INTEGER);
CREATE TABLE rule (id, "check", expr, "each", class, category, expect, verdict, unit);
CREATE TABLE duty (id, rule, day INTEGER, month_offset INTEGER, per, grace INTEGER, valid_from, valid_to);
CREATE TABLE duty_run (id, duty, period, division, sup_group, opened_at, deadline, status, event, done_at);
CREATE TABLE ledger (id, unit, funnel INTEGER);
CREATE TABLE ledger_field (id, ledger, key, type);
CREATE TABLE stage (id, ledger, code, class, after, days INTEGER, day_unit, sort INTEGER);
CREATE TABLE entry (id TEXT PRIMARY KEY, ledger, status, stage, division, village, category, period, opened_at, stage_since, deadline,
	persons INTEGER, amount_fen INTEGER, extra, stages, relapses INTEGER);
CREATE TABLE checklist (id, subject, institution_type, criterion, every, due_day INTEGER, valid_from, valid_to);
CREATE TABLE check_item (id, checklist, code, sort INTEGER);
CREATE TABLE check_mark (id, checklist, period, division, institution, sup_group, status, marks, deadline, marked_at);
CREATE TABLE institution (id TEXT PRIMARY KEY, type, tier, division, agreement_state, signed, expires);
CREATE TABLE batch (id, source, status, received_at);

-- What the documents say should come out, and what the console said; each page adds to the first.
CREATE TABLE want (day, page, item, figure, value);
CREATE TABLE got (day, page, item, figure, value);
CREATE TABLE looked (day PRIMARY KEY);          -- the day being worked out
CREATE INDEX event_object ON event (object_kind, object, at, id);
