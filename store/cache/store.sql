-- name: read_begin
BEGIN;
-- name: read_end
COMMIT;

-- name: meta_get
SELECT value FROM meta WHERE key = ?1;

-- name: param_get
SELECT value FROM param WHERE key = ?1 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2
ORDER BY valid_from DESC LIMIT 1;

-- name: term_get
SELECT name, name_en FROM term WHERE id = ?1 || ':' || ?2;

-- name: division_get
SELECT coalesce(short, name), name_en FROM division WHERE id = ?1;

-- name: calendar_all
SELECT id, kind = 'makeup_workday' FROM calendar;

-- name: pending_verb
SELECT verb FROM box.op WHERE kind = ?1 AND id = ?2 AND (state IN ('pending')
	OR (state = 'acked' AND acked_rev > ?3)) ORDER BY place DESC LIMIT 1;

-- name: has_sample
-- Of now, whatever day is looked at.
SELECT EXISTS (SELECT 1 FROM (SELECT sample FROM main.issue LIMIT 20) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.task LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.sup_report LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.settlement LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.entry LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.duty_run LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.check_mark LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.institution LIMIT 200) WHERE sample)
	OR EXISTS (SELECT 1 FROM (SELECT sample FROM main.figure LIMIT 2000) WHERE sample);

-- name: term_is
SELECT 1 FROM term WHERE id = ?1 || ':' || ?2 AND attr = ?3;
-- name: term_with
SELECT coalesce(min(code), '') FROM term WHERE list = ?1 AND attr = ?2;
