-- A ledger, and its parts, whose ids begin with its own.
-- name: ledger_head
SELECT id, name FROM ledger WHERE id = ?1
-- name: ledger_stages
SELECT code, name, name_en, class, after, roles, needs, day_unit, coalesce(days, -1), sort FROM stage
 WHERE id >= ?1 || ':' AND id < ?1 || ';' ORDER BY id
-- name: ledger_fields
SELECT key, name, name_en, type, list, required, total, sort, needed_when FROM ledger_field
 WHERE id >= ?1 || ':' AND id < ?1 || ';' ORDER BY id
-- The days that differ from Monday to Friday.
-- name: ledger_days
SELECT id, kind = 'makeup_workday' FROM calendar
