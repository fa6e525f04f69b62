-- The checks of data quality that need no rule (domain 2.6).  Every query gives the same columns:
--   bad, division, period, record, about (an indicator), computed, expected, tolerance, unit
-- with ?1 the county and ?2 today; rows that are not bad are only counted.

-- name: data_parent
-- The county's figure against its townships', when all of them have one; the rest is what is not allocated.
WITH town AS (SELECT id FROM division WHERE parent = ?1 AND level = 4 AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2)
SELECT abs(sum(t.value) - c.value) * 2 > max(coalesce(c.precision, 0), 1) - 1 + count(*) * (max(coalesce(t.precision, 0), 1) - 1), c.division, c.period, c.id,
	c.indicator, sum(t.value), c.value, 0, c.unit
FROM figure c JOIN town JOIN figure t ON t.indicator = c.indicator AND t.division = town.id AND t.period = c.period
	AND coalesce(t.category, '') = coalesce(c.category, '') AND t.unit = c.unit AND coalesce(t.institution, '') = ''
WHERE c.division = ?1 AND coalesce(c.institution, '') = '' AND c.unit NOT IN ('bp', '%', 'day', 'workday', 'hour', 'minute', 'score', 'point', 'year')
GROUP BY c.id HAVING count(*) = (SELECT count(*) FROM town) AND count(DISTINCT t.division) = count(*)
UNION ALL
SELECT sum(t.cases) <> c.cases, c.division, c.period, c.id, 'cases', sum(t.cases), c.cases, 0, 'visit'
FROM settlement c JOIN town JOIN settlement t ON t.division = town.id AND t.svc = c.svc AND t.pop = c.pop AND t.scope = c.scope AND t.period = c.period
	AND coalesce(t.institution, '') = ''
WHERE c.division = ?1 AND coalesce(c.institution, '') = '' AND c.cases IS NOT NULL
GROUP BY c.id HAVING count(t.cases) = (SELECT count(*) FROM town);

-- name: data_rate
SELECT value < 0 OR value > 10000, division, period, id, indicator, value, CASE WHEN value < 0 THEN 0 ELSE 10000 END, 0, 'bp'
FROM figure WHERE unit = 'bp';

-- name: data_ytd
-- An indicator X_ytd counts from the year's beginning: it never falls, and no month of X is more.
SELECT y.value < m.value, y.division, y.period, y.id, y.indicator, y.value, m.value, 0, y.unit
FROM figure y JOIN figure m ON m.indicator = substr(y.indicator, 1, length(y.indicator) - 4) AND m.division = y.division AND m.period = y.period
	AND coalesce(m.category, '') = coalesce(y.category, '') AND coalesce(m.institution, '') = coalesce(y.institution, '')
WHERE y.indicator LIKE '%!_ytd' ESCAPE '!'
UNION ALL
SELECT before IS NOT NULL AND value < before, division, period, id, indicator, value, before, 0, unit FROM
	(SELECT division, period, id, indicator, value, unit, lag(value) OVER
		(PARTITION BY indicator, division, category, institution, substr(period, 1, 4) ORDER BY period) AS before
	FROM figure WHERE indicator LIKE '%!_ytd' ESCAPE '!' AND length(period) = 7);

-- name: data_paid
SELECT paid_fen > total_fen, division, period, id, 'paid_fen', paid_fen, total_fen, 0, 'fen' FROM settlement
WHERE paid_fen IS NOT NULL AND total_fen IS NOT NULL;

-- name: data_scope
SELECT scope_fen > total_fen, division, period, id, 'scope_fen', scope_fen, total_fen, 0, 'fen' FROM settlement
WHERE scope_fen IS NOT NULL AND total_fen IS NOT NULL;

-- name: data_oop
SELECT abs(total_fen - paid_fen - oop_fen) * 2 > 3 * (max(coalesce(precision_fen, 1), 1) - 1), division, period, id, 'oop_fen',
	total_fen - paid_fen, oop_fen, 3 * (max(coalesce(precision_fen, 1), 1) - 1) / 2, 'fen' FROM settlement
WHERE paid_fen IS NOT NULL AND total_fen IS NOT NULL AND oop_fen IS NOT NULL;

-- name: data_instant
SELECT coalesce(instant_cases > eligible_cases, 0) OR coalesce(eligible_cases > cases, 0), division, period, id, 'instant_cases',
	CASE WHEN instant_cases > eligible_cases THEN instant_cases ELSE eligible_cases END,
	CASE WHEN instant_cases > eligible_cases THEN eligible_cases ELSE cases END, 0, 'visit' FROM settlement
WHERE instant_cases IS NOT NULL AND eligible_cases IS NOT NULL;

-- name: data_twice
SELECT count(*) > 1, division, period, max(id), 'settlement', count(*), 1, 0, 'count' FROM settlement
GROUP BY division, period, coalesce(scope, 'ALL'), coalesce(svc, 'ALL'), coalesce(pop, 'ALL'), coalesce(institution, '')
UNION ALL
SELECT count(*) > 1, division, period, max(id), indicator, count(*), 1, 0, 'count' FROM figure WHERE indicator IS NOT NULL
GROUP BY indicator, name, division, period, coalesce(category, ''), coalesce(institution, ''), coalesce(denominator, '');

-- name: data_unit
-- Yuan taken for wan yuan, or the other way round: ten thousand times what it was in the period before.
SELECT coalesce(before > 0 AND value > 0 AND (value / before BETWEEN 5000 AND 20000 OR before / value BETWEEN 5000 AND 20000), 0),
	division, period, id, about, value, before, 0, unit FROM
	(SELECT division, period, id, indicator AS about, value, unit, lag(value) OVER
		(PARTITION BY indicator, name, division, category, institution, length(period) ORDER BY period) AS before
	FROM figure WHERE indicator IS NOT NULL AND unit <> 'bp')
UNION ALL
SELECT coalesce(before > 0 AND paid_fen > 0 AND (paid_fen / before BETWEEN 5000 AND 20000 OR before / paid_fen BETWEEN 5000 AND 20000), 0),
	division, period, id, 'paid_fen', paid_fen, before, 0, 'fen' FROM
	(SELECT division, period, id, paid_fen, lag(paid_fen) OVER
		(PARTITION BY division, scope, svc, pop, institution, length(period) ORDER BY period) AS before FROM settlement);

-- name: data_future
-- A figure of a year to come is a plan; what was settled, received or registered in time to come is not.
SELECT length(period) = 7 AND period > substr(?2, 1, 7), division, period, id, indicator, NULL, NULL, 0, '' FROM figure
UNION ALL SELECT period > substr(?2, 1, length(period)), division, period, id, 'settlement', NULL, NULL, 0, '' FROM settlement
UNION ALL SELECT substr(received_at, 1, 10) > ?2, coalesce(division, ''), substr(received_at, 1, 7), id, 'batch', NULL, NULL, 0, '' FROM batch
UNION ALL SELECT opened_at > ?2, coalesce(division, ''), substr(opened_at, 1, 7), id, 'entry', NULL, NULL, 0, '' FROM entry WHERE opened_at IS NOT NULL;

-- name: data_code
-- A place must have had its code then: unknown codes, codes given up (with their successor) and codes not yet given.
WITH used AS (SELECT division, period, id, indicator AS about FROM figure UNION ALL SELECT division, period, id, 'settlement' FROM settlement)
SELECT d.id IS NULL OR substr(coalesce(d.valid_from, '0000'), 1, length(u.period)) > u.period
	OR substr(coalesce(d.valid_to, '9999'), 1, length(u.period)) < u.period, u.division, u.period,
	u.id || CASE WHEN d.successor <> '' THEN ' -> ' || d.successor ELSE '' END, u.about, NULL, NULL, 0, ''
FROM used u LEFT JOIN division d ON d.id = u.division;

-- name: data_hotline
-- The city's and the county's lines are in one area; area_code says which.
WITH line AS (SELECT id, key, value, substr(value, 1, instr(value, '-') - 1) AS area FROM param
	WHERE key LIKE 'hotline!_%' ESCAPE '!' AND value <> '' AND coalesce(valid_from, '0000') <= ?2 AND coalesce(valid_to, '9999') >= ?2)
SELECT value NOT GLOB '0[0-9][0-9]*-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]*' OR coalesce(key <> 'hotline_province' AND area <> coalesce(
		(SELECT value FROM param WHERE key = 'area_code'), (SELECT area FROM line WHERE key = 'hotline_city')), 0),
	?1, '', key || ' ' || value, 'hotline', NULL, NULL, 0, '' FROM line
WHERE value GLOB '0*';
