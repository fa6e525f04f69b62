-- Settlement figures by period, division and slice (scope, service, population).

-- name: settle_slices
-- What the county has rows for, the widest that has amounts first.
SELECT coalesce(scope, 'ALL'), coalesce(svc, 'ALL'), coalesce(pop, 'ALL'), max(total_fen IS NOT NULL) AS amounts
FROM settlement WHERE division = ?1 AND coalesce(institution, '') = ''
GROUP BY 1, 2, 3
ORDER BY amounts DESC, scope <> 'ALL', svc <> 'ALL', pop <> 'ALL', scope, svc <> 'IP', svc, pop LIMIT 40;

-- name: settle_periods
SELECT DISTINCT period FROM settlement WHERE division = ?1 AND coalesce(scope, 'ALL') = ?2
 AND coalesce(svc, 'ALL') = ?3 AND coalesce(pop, 'ALL') = ?4
	AND coalesce(institution, '') = '' ORDER BY period DESC LIMIT 40;

-- name: settle_last
-- Up to a year only years.
SELECT max(CASE WHEN length(period) = 7 AND length(?5) = 7 THEN period END),
	max(CASE WHEN length(period) = 4 THEN period END)
FROM settlement WHERE division = ?1 AND coalesce(scope, 'ALL') = ?2
 AND coalesce(svc, 'ALL') = ?3 AND coalesce(pop, 'ALL') = ?4 AND coalesce(institution, '') = ''
	AND period <= ?5;

-- name: settle_rows
-- Of the place and those it has taken over from; of two rows of a period its own.
WITH RECURSIVE codes (id) AS (VALUES (?1) UNION SELECT d.id FROM division d JOIN codes c ON d.successor = c.id)
SELECT ?1, period, cases, persons, instant_cases, eligible_cases, total_fen, scope_fen, basic_fen,
	catastrophic_fen, aid_fen, backstop_fen, supplement_fen, hosp_relief_fen, re_aid_fen, paid_fen, oop_fen,
	coalesce(precision_fen, 0), max(division = ?1)
FROM settlement WHERE division IN (SELECT id FROM codes) AND coalesce(scope, 'ALL') = ?2
 AND coalesce(svc, 'ALL') = ?3 AND coalesce(pop, 'ALL') = ?4
	AND coalesce(institution, '') = '' AND period BETWEEN ?5 AND ?6 AND length(period) = ?7
GROUP BY period ORDER BY period;

-- name: settle_places
SELECT id, coalesce(short, name),
 coalesce(CASE WHEN name_en LIKE '% Town%' THEN substr(name_en, 1, instr(name_en, ' ') - 1) ELSE name_en END, short,
 name) FROM division
WHERE parent = ?1 AND level = 4 AND in_sight(id) AND coalesce(valid_from, '0000') <= ?2
 AND coalesce(valid_to, '9999') >= ?2
ORDER BY id LIMIT 200;

-- name: settle_newer
-- A month that townships have rows of, newer than the county's own newest: how many of them have.
SELECT period, count(DISTINCT division) FROM settlement
WHERE division IN (SELECT id FROM division WHERE parent = ?1 AND level = 4) AND coalesce(scope, 'ALL') = ?2
 AND coalesce(svc, 'ALL') = ?3 AND coalesce(pop, 'ALL') = ?4 AND coalesce(institution, '') = ''
 AND period > ?5 AND period <= ?6 AND length(period) = 7
GROUP BY period ORDER BY period DESC LIMIT 1;

-- name: settle_source
SELECT id, coalesce(origin, ''), coalesce(fetched_at, ''), coalesce(precision_fen, 0), coalesce(sample, 0), rev
FROM settlement WHERE division = ?1 AND coalesce(scope, 'ALL') = ?2
 AND coalesce(svc, 'ALL') = ?3 AND coalesce(pop, 'ALL') = ?4 AND period = ?5
	AND coalesce(institution, '') = '';

-- name: settle_printed
SELECT j.key, j.value FROM settlement s, json_each(CASE WHEN json_valid(s.printed) THEN s.printed ELSE '{}' END) j
WHERE s.id = ?1 AND j.type = 'text';

-- name: indicator_get
SELECT name, coalesce(name_en, name), coalesce(formula, ''), coalesce(direction, 'up'), target,
 coalesce(definition, ''),
	coalesce(version, 1), coalesce(clause, '') FROM indicator WHERE id = ?1;
