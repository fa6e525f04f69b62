-- What the evaluator reads (measure.h): everything of one kind and place at once, never one value at a time.

-- name: measure_indicators
SELECT id, name, coalesce(name_en, name), unit, coalesce(formula, ''), coalesce(definition, ''), coalesce(clause, ''),
	coalesce(area, ''), coalesce(denominator, ''), coalesce(every, ''), coalesce(direction, ''),
	coalesce(version, 1), target
FROM indicator ORDER BY coalesce(sort, 9999), id;

-- name: measure_places
SELECT id, coalesce(short, name), coalesce(name_en, short, name), population, poor, villages, coalesce(class, '')
FROM division
WHERE (id = ?1 AND ?3 = 0) OR (?3 = 1 AND parent = ?1 AND level = 4 AND in_sight(id)
 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2)
ORDER BY id LIMIT 200;

-- name: measure_figures
SELECT id, coalesce(category, ''), period, value, coalesce(precision, 0), unit, name,
 coalesce(denominator, ''), division
FROM figure WHERE indicator = ?1 AND division = ?2 AND coalesce(institution, '') = '' ORDER BY period, id;

-- name: measure_figures_below
-- Of every place but the county at once; what was said of a place given up by ?4 is its successor's.
WITH RECURSIVE gone (code, place, n) AS (
 SELECT id, successor, 1 FROM division WHERE successor <> '' AND valid_to < ?4
 UNION ALL SELECT g.code, d.successor, n + 1 FROM gone g JOIN division d ON d.id = g.place
 WHERE d.successor <> '' AND d.valid_to < ?4 AND n < 8),
 moved AS (SELECT code, place, max(n) FROM gone GROUP BY code)
SELECT id, coalesce(category, ''), period, value, coalesce(precision, 0), unit, name,
 coalesce(denominator, ''), coalesce(m.place, division)
FROM figure LEFT JOIN moved m ON m.code = division
WHERE indicator = ?1 AND period = ?3 AND division <> ?2 AND coalesce(institution, '') = ''
 ORDER BY coalesce(m.place, division), m.place IS NOT NULL, id;

-- name: measure_figure
SELECT value, coalesce(precision, 0), unit FROM figure WHERE id = ?1;

-- name: measure_figure_source
SELECT f.name, coalesce(f.origin, ''), coalesce(f.batch, ''), coalesce(b.received_at, ''), coalesce(f.printed, ''),
 coalesce(f.clause, ''),
	coalesce(f.denominator, ''), coalesce(f.sample, 0), f.period, f.value, coalesce(f.precision, 0), f.unit
FROM figure f LEFT JOIN batch b ON b.id = f.batch WHERE f.id = ?1;

-- name: measure_settled
SELECT period, coalesce(scope, 'ALL'), coalesce(svc, 'ALL'), coalesce(pop, 'ALL'), coalesce(precision_fen, 0),
	cases, persons, instant_cases, eligible_cases, total_fen, scope_fen, basic_fen, catastrophic_fen, aid_fen,
	backstop_fen, supplement_fen, hosp_relief_fen, re_aid_fen, paid_fen, oop_fen, division
FROM settlement WHERE division = ?1 AND coalesce(institution, '') = ''
-- Of a tier are its institutions' rows together.
UNION ALL SELECT s.period, i.tier, coalesce(s.svc, 'ALL'), coalesce(s.pop, 'ALL'), max(coalesce(s.precision_fen, 0)),
	sum(cases), sum(persons), sum(instant_cases), sum(eligible_cases), sum(total_fen), sum(scope_fen),
	sum(basic_fen), sum(catastrophic_fen), sum(aid_fen), sum(backstop_fen), sum(supplement_fen),
	sum(hosp_relief_fen), sum(re_aid_fen), sum(paid_fen), sum(oop_fen), s.division
FROM settlement s JOIN institution i ON i.id = s.institution
WHERE s.division = ?1 AND coalesce(s.scope, 'ALL') = 'ALL' AND i.tier <> '' GROUP BY 1, 2, 3, 4;

-- name: measure_settled_below
-- Of every place but the county at once; a place given up by ?3 goes by its successor, whose own row comes last and
-- counts.
WITH RECURSIVE gone (code, place, n) AS (
 SELECT id, successor, 1 FROM division WHERE successor <> '' AND valid_to < ?3
 UNION ALL SELECT g.code, d.successor, n + 1 FROM gone g JOIN division d ON d.id = g.place
 WHERE d.successor <> '' AND d.valid_to < ?3 AND n < 8),
 moved AS (SELECT code, place, max(n) FROM gone GROUP BY code)
SELECT period, coalesce(scope, 'ALL'), coalesce(svc, 'ALL'), coalesce(pop, 'ALL'), coalesce(precision_fen, 0),
	cases, persons, instant_cases, eligible_cases, total_fen, scope_fen, basic_fen, catastrophic_fen, aid_fen,
	backstop_fen, supplement_fen, hosp_relief_fen, re_aid_fen, paid_fen, oop_fen,
	coalesce(m.place, division)
FROM settlement LEFT JOIN moved m ON m.code = division
WHERE period = ?2 AND division <> ?1 AND coalesce(institution, '') = '' ORDER BY m.place IS NULL;

-- name: measure_settled_source
SELECT id, coalesce(origin, ''), coalesce(fetched_at, '') FROM settlement
WHERE division = ?1 AND period = ?2 AND coalesce(scope, 'ALL') = ?3 AND coalesce(svc, 'ALL') = ?4
 AND coalesce(pop, 'ALL') = ?5
	AND coalesce(institution, '') = '';

-- name: measure_param
SELECT value, coalesce(unit, ''), coalesce(name, key), coalesce(valid_from, ''), coalesce(valid_to, ''),
 coalesce(clause, '') FROM param
WHERE key = ?1 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2
 ORDER BY valid_from DESC LIMIT 1;

-- name: measure_param_before
-- The value that ended when the one of that day began.
SELECT value, coalesce(unit, ''), coalesce(name, key), coalesce(valid_from, ''), coalesce(valid_to, ''),
 coalesce(clause, '') FROM param p
WHERE key = ?1 AND coalesce(valid_from, '0000') < (SELECT valid_from FROM param WHERE key = ?1
 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2 ORDER BY valid_from DESC LIMIT 1)
 ORDER BY valid_from DESC LIMIT 1;

-- name: measure_issues
-- Open at the end of ?1: found by then, not closed by then; what is voided or suspended is so for every day.
SELECT division, source, coalesce(kind, ''), coalesce(category, ''), count(*) FROM issue
WHERE coalesce(found_at, '0000') <= ?1 AND status NOT IN ('CANCELLED', 'SUSPENDED')
 AND (status <> 'CLOSED' OR substr(coalesce(closed_at, '0000'), 1, 10) > ?1)
GROUP BY 1, 2, 3, 4;

-- name: measure_found
SELECT division, source, coalesce(kind, ''), coalesce(category, ''), count(*) FROM issue
WHERE found_at BETWEEN ?1 AND ?2 AND status <> 'CANCELLED'
GROUP BY 1, 2, 3, 4;

-- name: measure_stages
SELECT code, class, days, coalesce(day_unit, 'day') = 'workday' FROM stage WHERE ledger = ?1 ORDER BY sort, code;

-- name: measure_entries
WITH RECURSIVE gone (code, place, n) AS (
 SELECT id, successor, 1 FROM division WHERE successor <> '' AND valid_to < ?2
 UNION ALL SELECT g.code, d.successor, n + 1 FROM gone g JOIN division d ON d.id = g.place
 WHERE d.successor <> '' AND d.valid_to < ?2 AND n < 8),
 moved AS (SELECT code, place, max(n) FROM gone GROUP BY code)
SELECT coalesce((SELECT place FROM moved WHERE code = division), division, ''), coalesce(category, ''),
 coalesce(period, ''), coalesce(opened_at, ''),
 coalesce(deadline, ''), stage,
	coalesce(stage_since, ''), persons, amount_fen, coalesce(stages, '') FROM entry WHERE ledger = ?1;

-- name: measure_entry_sum
-- In the order of measure_entries.
SELECT CAST(extra ->> ('$."' || ?2 || '"') AS INTEGER), extra ->> ('$."' || ?2 || '"') IS NOT NULL FROM entry
 WHERE ledger = ?1;

-- name: measure_entry_day
-- In the order of measure_entries: the day its ledger's own field begins with.
SELECT substr(CAST(coalesce(extra ->> ('$."' || ?2 || '"'), '') AS TEXT), 1, 10) FROM entry WHERE ledger = ?1;

-- name: measure_entry_says
-- In the order of measure_entries.
SELECT CAST(coalesce(extra ->> ('$."' || ?2 || '"'), '') AS TEXT) = ?3 FROM entry WHERE ledger = ?1;

-- name: measure_duty_runs
SELECT status, deadline, coalesce(done_at, '') FROM duty_run
WHERE duty = ?1 AND deadline BETWEEN ?2 AND ?3 AND (?4 = '' OR substr(coalesce(division, ''), 1, length(?4)) = ?4);

-- name: measure_duty
SELECT coalesce(grace, 0) FROM duty WHERE id = ?1;

-- name: measure_checklist
SELECT subject, coalesce(institution_type, ''), every, coalesce(criterion, ''),
 (SELECT count(*) FROM check_item i WHERE i.checklist = c.id)
 FROM checklist c WHERE id = ?1;

-- name: measure_check_item
SELECT count(*), sum(i.code = ?2) FROM check_item i,
 (SELECT sort, id FROM check_item WHERE checklist = ?1 AND code = ?2) me
WHERE i.checklist = ?1 AND (i.sort, i.id) <= (me.sort, me.id);

-- name: measure_marks
SELECT coalesce(marks, ''), coalesce(check_mark.division, '') FROM check_mark LEFT JOIN institution i ON i.id
 = check_mark.institution
WHERE checklist = ?1 AND (?2 = '' OR coalesce(period, '') = ?2)
	AND (?3 = '' OR substr(coalesce(check_mark.division, i.division, ''), 1, length(?3)) = ?3);

-- name: measure_watched
-- A76, A89: townships are watched by the city and villages by the county where the share of poor people or their number
-- reaches the parameter of the level; the rate is said where both numbers are.
WITH line AS MATERIALIZED (SELECT key, CAST(value AS INTEGER) AS v FROM param
 WHERE key IN ('monitor_township_rate', 'monitor_township_poor', 'monitor_village_rate', 'monitor_village_poor')
 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2),
place AS MATERIALIZED (SELECT id, level, parent, coalesce(short, name) AS name,
 coalesce(name_en, short, name) AS name_en, poor, population, iif(level = 4, 'monitor_township',
 'monitor_village') AS at FROM division
 WHERE level IN (4, 5) AND substr(id, 1, length(?1)) = ?1
 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2)
SELECT id, level, coalesce(parent, ''), name, name_en, poor, population,
 CASE WHEN population > 0 THEN poor * 10000 / population END,
 coalesce(poor >= (SELECT v FROM line WHERE key = at || '_poor'), 0)
 OR coalesce(poor * 10000 >= population * (SELECT v FROM line WHERE key = at || '_rate'), 0)
FROM place ORDER BY id;

-- name: measure_count_places
SELECT count(*) FROM division WHERE level = ?1 AND substr(id, 1, length(?2)) = ?2
	AND coalesce(valid_from, '0000') <= ?3 AND coalesce(valid_to, '9999') >= ?3;

-- name: measure_count_groups
SELECT count(*) FROM sup_group WHERE coalesce(type, 'SUPERVISION') = 'SUPERVISION';

-- name: measure_count_institutions
SELECT count(*) FROM institution WHERE (?1 = '' OR type = ?1)
 AND (?2 = '' OR substr(coalesce(division, ''), 1, length(?2)) = ?2);

-- name: measure_count_agreements
SELECT count(*) FROM institution WHERE (?1 = '' OR type = ?1)
 AND (?2 = '' OR substr(coalesce(division, ''), 1, length(?2)) = ?2)
	AND coalesce(agreement_no, '') <> '' AND coalesce(signed, '0000') <= ?3 AND coalesce(expires, '9999') >= ?3
	AND coalesce(agreement_state, 'ACTIVE') = 'ACTIVE';

-- name: measure_name_of
-- What a word is about, for people.
SELECT name, coalesce(name_en, name) FROM ledger WHERE ?2 = 'ledger' AND id = ?1
UNION ALL SELECT name, coalesce(name_en, name) FROM checklist WHERE ?2 = 'checklist' AND id = ?1
UNION ALL SELECT name, coalesce(name_en, name) FROM duty WHERE ?2 = 'duty' AND id = ?1
UNION ALL SELECT name, coalesce(name_en, name) FROM term WHERE ?2 <> '' AND id = ?2 || ':' || ?1;

-- name: measure_months_figures
-- Along an index: which indicator has a figure anywhere in which period.
SELECT DISTINCT indicator, period FROM figure WHERE indicator IS NOT NULL;

-- name: measure_months_settled
SELECT DISTINCT period FROM settlement;
