-- The lists of one place.  What is open is found by the partial indexes issue_open_*.

-- name: place_issues
SELECT i.id, i.title, i.status, coalesce(p.name, i.resp_post, ''), coalesce(v.name, ''), i.division,
 i.source, i.deadline,
	coalesce(i.returned, 0), coalesce(i.reopened, 0), coalesce(i.escalation, 0),
	CASE WHEN json_valid(i.evidence) THEN json_array_length(i.evidence) ELSE 0 END
FROM issue i LEFT JOIN post p ON p.id = i.resp_post LEFT JOIN division v ON v.id = i.village
WHERE i.division = ?1 AND i.status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND i.deadline < ?2
ORDER BY i.deadline, i.id LIMIT ?3;

-- name: county_issues
SELECT i.id, i.title, i.status, coalesce(p.name, i.resp_post, ''), coalesce(v.name, ''), i.division,
 i.source, i.deadline,
	coalesce(i.returned, 0), coalesce(i.reopened, 0), coalesce(i.escalation, 0),
	CASE WHEN json_valid(i.evidence) THEN json_array_length(i.evidence) ELSE 0 END
FROM issue i LEFT JOIN post p ON p.id = i.resp_post LEFT JOIN division v ON v.id = i.village
WHERE i.status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND i.deadline < ?2 AND i.division GLOB ?1 || '*'
ORDER BY i.deadline, i.id LIMIT ?3;

-- name: village_issues
SELECT i.id, i.title, i.status, coalesce(p.name, i.resp_post, ''), coalesce(v.name, ''), i.division,
 i.source, i.deadline,
	coalesce(i.returned, 0), coalesce(i.reopened, 0), coalesce(i.escalation, 0),
	CASE WHEN json_valid(i.evidence) THEN json_array_length(i.evidence) ELSE 0 END
FROM issue i LEFT JOIN post p ON p.id = i.resp_post LEFT JOIN division v ON v.id = i.village
WHERE i.village = ?1 AND i.status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND i.deadline < ?2
ORDER BY i.deadline, i.id LIMIT ?3;

-- name: village_tally
SELECT d.id, coalesce(d.short, d.name), coalesce(d.name_en, ''),
	coalesce(sum(CASE WHEN t.class = 'open' THEN n END), 0),
	coalesce(sum(CASE WHEN t.class = 'open' AND t.deadline < ?2 THEN n END), 0),
	coalesce(sum(CASE WHEN t.class = 'closed' THEN n END), 0),
	coalesce(sum(CASE WHEN t.class <> 'cancelled' THEN n END), 0),
	min(CASE WHEN t.class = 'open' AND t.deadline < ?2 AND n > 0 THEN t.deadline END)
FROM division d LEFT JOIN issue_tally t ON t.place = d.id
WHERE d.parent = ?1 AND d.level = 5 AND coalesce(d.valid_from, '0000') <= ?2 AND coalesce(d.valid_to, '9999') >= ?2
GROUP BY d.id ORDER BY 5 DESC, 4 DESC, d.id LIMIT ?3;

-- name: place_tasks
SELECT t.id, t.title, t.status, coalesce(p.name, t.owner_post, ''), coalesce(t.front, ''), t.due, coalesce(t.pct, -1),
 coalesce(t.start, ''), coalesce(t.start, (
  WITH RECURSIVE up (parent, start, n) AS (
   SELECT parent, start, 1 FROM task WHERE id = t.parent
   UNION ALL SELECT p.parent, p.start, n + 1 FROM up JOIN task p ON p.id = up.parent WHERE up.start IS NULL AND n < 16)
  SELECT start FROM up WHERE start IS NOT NULL), '')
FROM task t LEFT JOIN post p ON p.id = t.owner_post
WHERE t.division = ?1 AND t.status <> 'CHECKED' AND NOT EXISTS (SELECT 1 FROM task c WHERE c.parent = t.id)
 AND NOT EXISTS (SELECT 1 FROM division d WHERE d.id = ?1 AND d.class <> t.class)
ORDER BY t.due, t.pct, t.id LIMIT ?2;

-- name: place_reports
SELECT r.id, g.name, r.period, r.status, coalesce(r.findings, ''), r.due, coalesce(r.submitted_at, ''),
 coalesce(r.visits, 0),
	coalesce(r.issues_raised, 0)
FROM sup_assign a JOIN sup_group g ON g.id = a.sup_group JOIN sup_report r ON r.sup_group = a.sup_group
WHERE a.division = ?1 AND coalesce(a.valid_from, '0000') <= r.due AND coalesce(a.valid_to, '9999') >= r.due
 AND r.period <= ?2
ORDER BY r.period DESC, g.sort LIMIT ?3;
