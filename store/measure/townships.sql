-- The battle map and the township sheets.  Issue counts come from issue_tally (cache.sql), never from issue.

-- name: map_divisions
SELECT id, coalesce(short, name), coalesce(name_en, ''), name, coalesce(pinyin, ''), coalesce(initials, ''),
	coalesce(grid_row, -1), coalesce(grid_col, -1), coalesce(villages, -1), coalesce(poor, -1)
FROM division WHERE parent = ?1 AND level = 4 AND in_sight(id) AND coalesce(valid_from, '0000') <= ?2
 AND coalesce(valid_to, '9999') >= ?2
ORDER BY id;

-- name: map_fronts
SELECT id, name, coalesce(name_en, '') FROM front WHERE axis = ?1 ORDER BY coalesce(sort, 99), id;

-- Of the campaign that began on ?1: what was due before is another year's.  A task for places of one class counts in
-- those (A09).
-- name: map_tasks
WITH RECURSIVE gone (code, place, n) AS (
 SELECT id, successor, 1 FROM division WHERE successor <> '' AND valid_to < ?2
 UNION ALL SELECT g.code, d.successor, n + 1 FROM gone g JOIN division d ON d.id = g.place
 WHERE d.successor <> '' AND d.valid_to < ?2 AND n < 8),
 moved AS (SELECT code, place, max(n) FROM gone GROUP BY code)
SELECT id, coalesce(parent, ''), coalesce(front, ''),
 coalesce((SELECT place FROM moved WHERE code = division), division, ''), coalesce(weight, 1),
 coalesce(pct, -1), status,
	trail, coalesce(start, ''), due, coalesce(sample, 0), coalesce(pillar, ''),
	CASE status WHEN 'CHECKED' THEN (SELECT max(e.at) FROM event e
	WHERE e.object_kind = 'task' AND e.object = t.id AND e.verb = 'check') END
FROM task t WHERE due >= ?1 AND NOT EXISTS (SELECT 1 FROM division d WHERE d.id = t.division AND d.class <> t.class)
ORDER BY id;

-- name: map_tally
-- Open ones by range of their deadlines, which runs along the key: overdue, due soon, later; the oldest overdue; the
-- rest.
WITH RECURSIVE codes (id) AS (VALUES (?1) UNION SELECT d.id FROM division d JOIN codes c ON d.successor = c.id
 AND d.valid_to < ?2),
 tally AS (SELECT t.* FROM issue_tally t JOIN codes c ON t.place = c.id)
SELECT (SELECT sum(n) FROM tally WHERE class = 'open' AND deadline < ?2),
	(SELECT sum(n) FROM tally WHERE class = 'open' AND deadline BETWEEN ?2 AND ?3),
	(SELECT sum(n) FROM tally WHERE class = 'open' AND deadline > ?3 AND deadline >= ?2),
	(SELECT min(deadline) FROM tally WHERE class = 'open' AND deadline < ?2 AND n > 0),
	(SELECT sum(n) FROM tally WHERE class = 'closed' AND deadline = ''),
	(SELECT sum(n) FROM tally WHERE class = 'cancelled' AND deadline = ''),
	(SELECT sum(n) FROM tally WHERE class = 'suspended' AND deadline = '');

-- name: map_reports
SELECT a.division, r.due, iif(r.status NOT IN ('EXPECTED', 'DRAFT', 'RETURNED'), coalesce(r.submitted_at, ''), '')
FROM sup_report r JOIN sup_assign a ON a.sup_group = r.sup_group
WHERE coalesce(a.valid_from, '0000') <= r.due AND coalesce(a.valid_to, '9999') >= r.due
ORDER BY a.division, r.due;

-- name: map_reports_county
-- What was sent back is not handed in until it is sent again (model/flow/report.h).
SELECT due, iif(status NOT IN ('EXPECTED', 'DRAFT', 'RETURNED'), coalesce(submitted_at, ''), '') FROM sup_report;

-- name: map_groups
SELECT a.division, g.name, coalesce(g.name_en, '') FROM sup_assign a JOIN sup_group g ON g.id = a.sup_group
WHERE coalesce(a.valid_from, '0000') <= ?1 AND coalesce(a.valid_to, '9999') >= ?1
 ORDER BY a.division, coalesce(g.sort, 99);

-- name: map_settled
-- Of the place and those it has taken over from, month by month.
WITH RECURSIVE codes (id) AS (VALUES (?1) UNION SELECT d.id FROM division d JOIN codes c ON d.successor = c.id)
SELECT period, coalesce(sum(instant_cases), 0), coalesce(sum(eligible_cases), 0) FROM settlement
WHERE division IN (SELECT id FROM codes) AND coalesce(svc, 'ALL') = 'ALL' AND coalesce(pop, 'ALL') = ?2
 AND coalesce(scope, 'ALL') = 'ALL' AND period <= ?3
 AND length(period) = 7
 AND institution IS NULL
GROUP BY period ORDER BY period DESC LIMIT 2;

-- name: map_pending
SELECT coalesce(i.division, t.division, ''), count(*) FROM box.op o
LEFT JOIN issue i ON o.kind = 'issue' AND i.id = o.id
LEFT JOIN task t ON o.kind = 'task' AND t.id = o.id
WHERE o.state IN ('pending', 'conflict') OR (o.state = 'acked' AND o.acked_rev > coalesce(i.rev, t.rev, 0))
GROUP BY 1;
