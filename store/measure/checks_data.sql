-- The checks of data quality that need no rule (domain 2.6).  Every query gives the same columns:
--   check, division, period, record, about (an indicator or measure), computed, expected, tolerance, unit
-- one row for each record that is wrong, and one with check 'seen' whose `record` is a check's id and whose `computed`
-- says how many were looked at.  ?1 the county, ?2 today.

-- name: data_parent
-- The county's figure against its townships', when all of them have one; the rest is what is not allocated.  How far
-- rounding may take them apart is asked only of those that differ.
WITH town AS MATERIALIZED (SELECT id FROM division WHERE parent = ?1 AND level = 4
 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2),
figures AS MATERIALIZED (
	SELECT division, period, id, indicator, value, unit, precision, category,
		(SELECT CASE WHEN count(*) = (SELECT count(*) FROM town)
		AND count(DISTINCT t.division) = count(*) THEN sum(t.value) END FROM figure t
		WHERE t.indicator = c.indicator AND t.division IN (SELECT id FROM town) AND t.period = c.period
			AND coalesce(t.category, '') = coalesce(c.category, '') AND t.unit = c.unit
			AND coalesce(t.institution, '') = '') AS computed
	FROM figure c
	WHERE division = ?1 AND coalesce(institution, '') = ''
	AND unit NOT IN ('bp', '%', 'day', 'workday', 'hour', 'minute', 'score', 'point', 'year')),
col (name) AS (VALUES ('cases'), ('persons'), ('instant_cases'), ('eligible_cases'), ('total_fen'),
		 ('scope_fen'), ('basic_fen'), ('catastrophic_fen'), ('aid_fen'), ('backstop_fen'),
		 ('supplement_fen'), ('hosp_relief_fen'), ('re_aid_fen'), ('paid_fen'), ('oop_fen')),
parts AS MATERIALIZED (
	SELECT t.period, coalesce(t.scope, 'ALL') AS scope, coalesce(t.svc, 'ALL') AS svc,
		coalesce(t.pop, 'ALL') AS pop, sum(max(coalesce(t.precision_fen, 0), 1) - 1) AS open,
		count(cases) AS n_cases, sum(cases) AS cases,
		count(persons) AS n_persons, sum(persons) AS persons,
		count(instant_cases) AS n_instant_cases, sum(instant_cases) AS instant_cases,
		count(eligible_cases) AS n_eligible_cases, sum(eligible_cases) AS eligible_cases,
		count(total_fen) AS n_total_fen, sum(total_fen) AS total_fen,
		count(scope_fen) AS n_scope_fen, sum(scope_fen) AS scope_fen,
		count(basic_fen) AS n_basic_fen, sum(basic_fen) AS basic_fen,
		count(catastrophic_fen) AS n_catastrophic_fen, sum(catastrophic_fen) AS catastrophic_fen,
		count(aid_fen) AS n_aid_fen, sum(aid_fen) AS aid_fen,
		count(backstop_fen) AS n_backstop_fen, sum(backstop_fen) AS backstop_fen,
		count(supplement_fen) AS n_supplement_fen, sum(supplement_fen) AS supplement_fen,
		count(hosp_relief_fen) AS n_hosp_relief_fen, sum(hosp_relief_fen) AS hosp_relief_fen,
		count(re_aid_fen) AS n_re_aid_fen, sum(re_aid_fen) AS re_aid_fen,
		count(paid_fen) AS n_paid_fen, sum(paid_fen) AS paid_fen,
		count(oop_fen) AS n_oop_fen, sum(oop_fen) AS oop_fen
	FROM settlement t WHERE t.division IN (SELECT id FROM town) AND coalesce(t.institution, '') = ''
	GROUP BY 1, 2, 3, 4),
visits AS MATERIALIZED (
	SELECT c.division, c.period, c.id, col.name AS about,
		CASE col.name WHEN 'cases' THEN c.cases WHEN 'persons' THEN c.persons WHEN 'instant_cases' THEN
		 c.instant_cases WHEN 'eligible_cases' THEN c.eligible_cases WHEN 'total_fen' THEN c.total_fen WHEN
		 'scope_fen' THEN c.scope_fen WHEN 'basic_fen' THEN c.basic_fen WHEN 'catastrophic_fen' THEN
		 c.catastrophic_fen WHEN 'aid_fen' THEN c.aid_fen WHEN 'backstop_fen' THEN c.backstop_fen WHEN
		 'supplement_fen' THEN c.supplement_fen WHEN 'hosp_relief_fen' THEN c.hosp_relief_fen WHEN
		 're_aid_fen' THEN c.re_aid_fen WHEN 'paid_fen' THEN c.paid_fen WHEN 'oop_fen' THEN c.oop_fen END AS
		 value,
		CASE WHEN (SELECT count(*) FROM town) = CASE col.name WHEN 'cases' THEN t.n_cases WHEN 'persons' THEN
		 t.n_persons WHEN 'instant_cases' THEN t.n_instant_cases WHEN 'eligible_cases' THEN t.n_eligible_cases
		 WHEN 'total_fen' THEN t.n_total_fen WHEN 'scope_fen' THEN t.n_scope_fen WHEN 'basic_fen' THEN
		 t.n_basic_fen WHEN 'catastrophic_fen' THEN t.n_catastrophic_fen WHEN 'aid_fen' THEN t.n_aid_fen WHEN
		 'backstop_fen' THEN t.n_backstop_fen WHEN 'supplement_fen' THEN t.n_supplement_fen WHEN
		 'hosp_relief_fen' THEN t.n_hosp_relief_fen WHEN 're_aid_fen' THEN t.n_re_aid_fen WHEN 'paid_fen' THEN
		 t.n_paid_fen WHEN 'oop_fen' THEN t.n_oop_fen END
		THEN CASE col.name WHEN 'cases' THEN t.cases WHEN 'persons' THEN t.persons WHEN 'instant_cases' THEN
		 t.instant_cases WHEN 'eligible_cases' THEN t.eligible_cases WHEN 'total_fen' THEN t.total_fen WHEN
		 'scope_fen' THEN t.scope_fen WHEN 'basic_fen' THEN t.basic_fen WHEN 'catastrophic_fen' THEN
		 t.catastrophic_fen WHEN 'aid_fen' THEN t.aid_fen WHEN 'backstop_fen' THEN t.backstop_fen WHEN
		 'supplement_fen' THEN t.supplement_fen WHEN 'hosp_relief_fen' THEN t.hosp_relief_fen WHEN
		 're_aid_fen' THEN t.re_aid_fen WHEN 'paid_fen' THEN t.paid_fen WHEN 'oop_fen' THEN t.oop_fen END END
		 AS computed,
		CASE WHEN col.name GLOB '*_fen' THEN (max(coalesce(c.precision_fen, 0), 1) - 1 + t.open) / 2 ELSE 0
		 END AS tolerance
	FROM settlement c JOIN parts t ON t.period = c.period AND t.scope = coalesce(c.scope, 'ALL')
	 AND t.svc = coalesce(c.svc, 'ALL') AND t.pop = coalesce(c.pop, 'ALL'), col
	WHERE c.division = ?1 AND coalesce(c.institution, '') = ''),
apart AS MATERIALIZED (
	SELECT division, period, id, indicator AS about, computed, value AS expected, unit,
		(SELECT max(coalesce(c.precision, 0), 1) - 1 + sum(max(coalesce(t.precision, 0), 1) - 1) FROM figure t
		WHERE t.indicator = c.indicator AND t.division IN (SELECT id FROM town) AND t.period = c.period
			AND coalesce(t.category, '') = coalesce(c.category, '') AND t.unit = c.unit
			AND coalesce(t.institution, '') = '') / 2 AS tolerance
	FROM figures c WHERE computed <> value
	UNION ALL SELECT division, period, id, about, computed, value,
	 CASE WHEN about GLOB '*_fen' THEN 'fen' WHEN about = 'persons' THEN 'person' ELSE 'visit' END, tolerance
	 FROM visits WHERE computed <> value)
SELECT 'DQ-PARENT', division, period, id, about, computed, expected, tolerance, unit FROM apart
 WHERE abs(computed - expected) > tolerance
UNION ALL SELECT 'seen', '', '', 'DQ-PARENT', '', (SELECT count(computed) FROM figures)
 + (SELECT count(computed) FROM visits), 0, 0, '';

-- name: data_rate
-- What is better when less (a burn, a change) or has a target beyond 100 % is no share of a whole.
SELECT 'DQ-RATE', division, period, id, indicator, value, CASE WHEN value < 0 THEN 0 ELSE 10000 END, 0, 'bp'
FROM figure f WHERE unit = 'bp' AND NOT value BETWEEN 0 AND 10000
	AND NOT EXISTS (SELECT 1 FROM indicator i
	WHERE i.id = f.indicator AND (i.target > 10000 OR coalesce(i.direction, 'up') = 'down'))
UNION ALL SELECT 'seen', '', '', 'DQ-RATE', '', count(*), 0, 0, '' FROM figure WHERE unit = 'bp';

-- name: data_ytd
-- An indicator X_ytd counts from the year's beginning: it never falls, and no month of X is more.
WITH ytd AS MATERIALIZED (SELECT id FROM indicator WHERE id LIKE '%!_ytd' ESCAPE '!')
SELECT 'DQ-YTD', y.division, y.period, y.id, y.indicator, y.value, m.value, 0, y.unit
FROM figure y JOIN figure m ON m.indicator = substr(y.indicator, 1, length(y.indicator) - 4) AND m.division = y.division
 AND m.period = y.period
	AND coalesce(m.category, '') = coalesce(y.category, '')
	AND coalesce(m.institution, '') = coalesce(y.institution, '')
WHERE y.indicator IN ytd AND y.value < m.value
UNION ALL
SELECT 'DQ-YTD', division, period, id, indicator, value, before, 0, unit FROM
	(SELECT division, period, id, indicator, value, unit, lag(value) OVER
		(PARTITION BY indicator, division, category, institution, substr(period, 1, 4)
		ORDER BY period) AS before
	FROM figure WHERE indicator IN ytd AND length(period) = 7) WHERE value < before
UNION ALL SELECT 'seen', '', '', 'DQ-YTD', '', count(*), 0, 0, '' FROM figure WHERE indicator IN ytd;

-- name: data_settlement
-- One pass over the settlements for what must hold inside each of them; a second only when something does not.
WITH all_of AS MATERIALIZED (SELECT count(paid_fen + total_fen) AS paid, count(scope_fen + total_fen) AS scope,
 count(total_fen + paid_fen + oop_fen) AS oop,
		count(instant_cases + eligible_cases) AS instant,
		max(paid_fen > total_fen OR scope_fen > total_fen OR total_fen - paid_fen <> oop_fen
		OR instant_cases > eligible_cases OR eligible_cases > cases) AS doubt
	FROM settlement),
s AS MATERIALIZED (SELECT division, period, id, cases, instant_cases, eligible_cases, total_fen, scope_fen,
 paid_fen, oop_fen,
		3 * (max(coalesce(precision_fen, 1), 1) - 1) / 2 AS slack FROM all_of CROSS JOIN settlement
	WHERE doubt AND (paid_fen > total_fen OR scope_fen > total_fen OR total_fen - paid_fen <> oop_fen
	OR instant_cases > eligible_cases OR eligible_cases > cases))
SELECT 'DQ-PAID', division, period, id, 'paid_fen', paid_fen, total_fen, 0, 'fen' FROM s WHERE paid_fen > total_fen
UNION ALL SELECT 'DQ-SCOPE', division, period, id, 'scope_fen', scope_fen, total_fen, 0, 'fen' FROM s
 WHERE scope_fen > total_fen
UNION ALL SELECT 'DQ-OOP', division, period, id, 'oop_fen', total_fen - paid_fen, oop_fen, slack, 'fen' FROM s
 WHERE abs(total_fen - paid_fen - oop_fen) > slack
UNION ALL SELECT 'DQ-INSTANT', division, period, id, 'instant_cases', instant_cases, eligible_cases, 0, 'visit' FROM s
 WHERE instant_cases > eligible_cases
UNION ALL SELECT 'DQ-INSTANT', division, period, id, 'eligible_cases', eligible_cases, cases, 0, 'visit' FROM s
 WHERE eligible_cases > cases
UNION ALL SELECT 'seen', '', '', 'DQ-PAID', '', paid, 0, 0, '' FROM all_of
UNION ALL SELECT 'seen', '', '', 'DQ-SCOPE', '', scope, 0, 0, '' FROM all_of
UNION ALL SELECT 'seen', '', '', 'DQ-OOP', '', oop, 0, 0, '' FROM all_of
UNION ALL SELECT 'seen', '', '', 'DQ-INSTANT', '', instant, 0, 0, '' FROM all_of;

-- name: data_twice
-- Along the indexes first; only what stands there twice is looked at whole.
SELECT 'DQ-TWICE', s.division, s.period, max(s.id), 'settlement', count(*), 1, 0, 'count' FROM settlement s
JOIN (SELECT division, svc, pop, scope, period FROM settlement GROUP BY division, svc, pop, scope, period
 HAVING count(*) > 1) g
	ON g.division = s.division AND g.svc IS s.svc AND g.pop IS s.pop AND g.scope IS s.scope AND g.period = s.period
GROUP BY s.division, s.period, s.scope, s.svc, s.pop, coalesce(s.institution, '') HAVING count(*) > 1
UNION ALL
SELECT 'DQ-TWICE', f.division, f.period, max(f.id), f.indicator, count(*), 1, 0, 'count' FROM figure f
JOIN (SELECT indicator, division, period, category FROM figure WHERE indicator IS NOT NULL
 GROUP BY indicator, division, period, category HAVING count(*) > 1) g
	ON g.indicator = f.indicator AND g.division = f.division AND g.period = f.period AND g.category IS f.category
GROUP BY f.indicator, f.name, f.division, f.period, coalesce(f.category, ''), coalesce(f.institution, ''),
 coalesce(f.denominator, '') HAVING count(*) > 1
UNION ALL SELECT 'seen', '', '', 'DQ-TWICE', '', (SELECT count(*) FROM settlement)
 + (SELECT count(*) FROM figure), 0, 0, '';

-- name: data_unit
-- Yuan taken for wan yuan, or the other way round: ten thousand times what it was in the period before.  Only series
-- that span that much are looked at.
WITH wide AS MATERIALIZED (SELECT indicator, division FROM figure WHERE indicator IS NOT NULL AND unit <> 'bp'
 AND value > 0
	GROUP BY indicator, division HAVING max(value) / 5000 >= min(value)),
paid AS MATERIALIZED (SELECT division, svc, pop, scope FROM settlement WHERE paid_fen > 0
	GROUP BY division, svc, pop, scope HAVING max(paid_fen) / 5000 >= min(paid_fen))
SELECT 'DQ-UNIT', division, period, id, indicator, value, before, 0, unit FROM
	(SELECT f.division, period, id, f.indicator, value, unit, lag(value) OVER
		(PARTITION BY f.indicator, name, f.division, category, institution, length(period)
		ORDER BY period) AS before
	FROM wide JOIN figure f ON f.indicator = wide.indicator AND f.division = wide.division WHERE value > 0)
WHERE value / before BETWEEN 5000 AND 20000 OR before / value BETWEEN 5000 AND 20000
UNION ALL
SELECT 'DQ-UNIT', division, period, id, 'paid_fen', paid_fen, before, 0, 'fen' FROM
	(SELECT s.division, period, id, paid_fen, lag(paid_fen) OVER
		(PARTITION BY s.division, s.scope, s.svc, s.pop, institution, length(period) ORDER BY period) AS before
	FROM paid JOIN settlement s ON s.division = paid.division AND s.svc IS paid.svc AND s.pop IS paid.pop
	AND s.scope IS paid.scope WHERE paid_fen > 0)
WHERE paid_fen / before BETWEEN 5000 AND 20000 OR before / paid_fen BETWEEN 5000 AND 20000
UNION ALL SELECT 'seen', '', '', 'DQ-UNIT', '', (SELECT count(*) FROM settlement)
 + (SELECT count(*) FROM figure), 0, 0, '';

-- name: data_future
-- A figure of a year to come is a plan; what was settled, received or registered in time to come is not.
SELECT 'DQ-FUTURE', division, period, id, indicator, NULL, NULL, 0, '' FROM figure
 WHERE length(period) = 7 AND period > substr(?2, 1, 7)
UNION ALL SELECT 'DQ-FUTURE', division, period, id, 'settlement', NULL, NULL, 0, '' FROM settlement
 WHERE period > substr(?2, 1, length(period))
UNION ALL SELECT 'DQ-FUTURE', coalesce(division, ''), substr(received_at, 1, 7), id, 'batch', NULL, NULL, 0, ''
 FROM batch WHERE substr(received_at, 1, 10) > ?2
UNION ALL SELECT 'DQ-FUTURE', coalesce(division, ''), substr(opened_at, 1, 7), id, 'entry', NULL, NULL, 0, '' FROM entry
 WHERE opened_at > ?2
UNION ALL SELECT 'seen', '', '', 'DQ-FUTURE', '', (SELECT count(*) FROM settlement) + (SELECT count(*) FROM figure)
 + (SELECT count(*) FROM batch) + (SELECT count(*) FROM entry), 0, 0, '';

-- name: data_code
-- A place must have had its code then: unknown codes, codes given up (with their successor) and codes not yet given.
WITH always AS MATERIALIZED (SELECT id FROM division WHERE coalesce(valid_from, '0000') < '1990' AND valid_to IS NULL),
used AS (SELECT division, period, id, indicator AS about FROM figure WHERE division NOT IN always
	UNION ALL SELECT division, period, id, 'settlement' FROM settlement WHERE division NOT IN always)
SELECT 'DQ-CODE', u.division, u.period, u.id || CASE WHEN d.successor <> '' THEN ' -> ' || d.successor ELSE '' END,
 u.about, NULL, NULL, 0, ''
FROM used u LEFT JOIN division d ON d.id = u.division
WHERE d.id IS NULL OR substr(coalesce(d.valid_from, '0000'), 1, length(u.period)) > u.period
	OR substr(coalesce(d.valid_to, '9999'), 1, length(u.period)) < u.period
UNION ALL SELECT 'seen', '', '', 'DQ-CODE', '', (SELECT count(*) FROM settlement)
 + (SELECT count(*) FROM figure), 0, 0, '';

-- name: data_dates
-- As the hub says of a delivery (hub/policy/rules.sql, hub_doubts); of issues those that are open.
SELECT 'DQ-DATES', coalesce(division, ''), substr(due, 1, 7), id, 'task', NULL, NULL, 0, '' FROM task WHERE start > due
UNION ALL SELECT 'DQ-DATES', division, substr(deadline, 1, 7), id, 'issue', NULL, NULL, 0, '' FROM issue
 WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND found_at > deadline
UNION ALL SELECT 'seen', '', '', 'DQ-DATES', '', (SELECT count(*) FROM task)
 + (SELECT count(*) FROM issue WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED')), 0, 0, '';

-- name: data_village
-- A village by its parent, and by its own code.
SELECT 'DQ-VILLAGE', i.division, '', i.id, 'issue', NULL, NULL, 0, '' FROM issue i JOIN division v ON v.id = i.village
 JOIN division t ON t.id = i.division AND t.level = 4
 WHERE i.status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND v.parent <> t.id
UNION ALL SELECT 'DQ-VILLAGE', e.division, '', e.id, 'entry', NULL, NULL, 0, '' FROM entry e
 JOIN division v ON v.id = e.village JOIN division t ON t.id = e.division AND t.level = 4 WHERE v.parent <> t.id
UNION ALL SELECT 'DQ-VILLAGE', n.division, '', n.id, 'institution', NULL, NULL, 0, '' FROM institution n
 JOIN division v ON v.id = n.village JOIN division t ON t.id = n.division AND t.level = 4 WHERE v.parent <> t.id
UNION ALL SELECT 'DQ-VILLAGE', parent, '', id, 'division', NULL, NULL, 0, '' FROM division
 WHERE level = 5 AND length(id) = 12 AND parent <> substr(id, 1, 9)
UNION ALL SELECT 'seen', '', '', 'DQ-VILLAGE', '', (SELECT count(*) FROM division WHERE level = 5), 0, 0, '';

-- name: data_counted
SELECT 'DQ-COUNTED', f.division, f.period, f.id, f.indicator, NULL, NULL, 0, '' FROM figure f
 JOIN indicator i ON i.id = f.indicator WHERE f.unit <> i.unit
UNION ALL SELECT 'seen', '', '', 'DQ-COUNTED', '', (SELECT count(*) FROM figure WHERE indicator IS NOT NULL), 0, 0, '';

-- name: data_hotline
-- The city's and the county's lines are in one area; area_code says which.
WITH line AS (SELECT id, key, value, substr(value, 1, instr(value, '-') - 1) AS area FROM param
	WHERE key LIKE 'hotline!_%' ESCAPE '!' AND value GLOB '0*' AND coalesce(valid_from, '0000') <= ?2
	AND coalesce(valid_to, '9999') >= ?2)
SELECT 'DQ-HOTLINE', ?1, '', key || ' ' || value, 'hotline', NULL, NULL, 0, '' FROM line
WHERE value NOT GLOB '0[0-9][0-9]*-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
 OR (key <> 'hotline_province' AND area <> coalesce(
	(SELECT value FROM param WHERE key = 'area_code'), (SELECT area FROM line WHERE key = 'hotline_city')))
UNION ALL SELECT 'seen', '', '', 'DQ-HOTLINE', '', count(*), 0, 0, '' FROM line;

-- name: data_owner
-- A10: each task that is not checked has a post that answers for it, and a unit: its own or that post's.
WITH open AS MATERIALIZED (SELECT t.id, coalesce(t.division, '') AS division, substr(t.due, 1, 7) AS period,
 coalesce(t.owner_post, '') AS post, coalesce(nullif(t.owner_unit, ''), p.unit, '') AS unit
 FROM task t LEFT JOIN post p ON p.id = t.owner_post WHERE t.status <> 'CHECKED')
SELECT 'DQ-OWNER', division, period, id, iif(post = '', 'owner_post', 'owner_unit'), NULL, NULL, 0, '' FROM open
 WHERE post = '' OR unit = ''
UNION ALL SELECT 'seen', '', '', 'DQ-OWNER', '', count(*), 0, 0, '' FROM open;

-- name: data_lead
-- A15, B32, B44: a group has a lead and members.
SELECT 'DQ-LEAD', ?1, '', id, iif(coalesce(lead_post, '') = '', 'lead_post', 'members'), NULL, NULL, 0, ''
FROM sup_group WHERE coalesce(lead_post, '') = '' OR coalesce(members, '[]') = '[]'
UNION ALL SELECT 'seen', '', '', 'DQ-LEAD', '', count(*), 0, 0, '' FROM sup_group;

-- name: data_covered
-- A18: each township and village with poor people in it has one supervision group today.  A village without a group of
-- its own has its township's.  Where nobody was ever assigned nobody supervises, and nothing is asked.
WITH assigned AS MATERIALIZED (SELECT DISTINCT division, sup_group FROM sup_assign
 WHERE coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2),
own AS MATERIALIZED (SELECT division, count(*) AS n FROM assigned GROUP BY division),
place AS MATERIALIZED (SELECT d.id, d.level, coalesce(o.n, t.n, 0) AS groups FROM division d
 LEFT JOIN own o ON o.division = d.id LEFT JOIN own t ON t.division = d.parent AND d.level = 5
 WHERE d.level IN (4, 5) AND coalesce(d.poor, 1) > 0 AND in_sight(d.id) AND EXISTS (SELECT 1 FROM sup_assign)
 AND coalesce(d.valid_from, '0000') <= ?2 AND coalesce(d.valid_to, '9999') >= ?2)
SELECT 'DQ-COVERED', id, '', id, 'sup_assign', 0, 1, 0, 'count' FROM place WHERE groups = 0
UNION ALL SELECT 'DQ-ONEGROUP', id, '', id, 'sup_assign', groups, 1, 0, 'count' FROM place WHERE groups > 1
UNION ALL SELECT 'seen', '', '', 'DQ-COVERED', '', count(*), 0, 0, '' FROM place
UNION ALL SELECT 'seen', '', '', 'DQ-ONEGROUP', '', count(*), 0, 0, '' FROM place;
