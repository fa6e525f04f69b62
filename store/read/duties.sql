-- The month of duties.  ?1 first day, ?2 last day, ?3 today, ?4 the last day that may be due soon.  Outside today's
-- month ?4 is "".  What is owed from before comes with its fellows of the same duty and period, done or not.  A run
-- of a duty that is gone keeps its own title.

-- name: duties_month
SELECT r.id, r.duty, coalesce(d.name, r.title, r.duty), coalesce(d.name_en, d.name, r.title, r.duty),
 coalesce(r.period, ''),
	coalesce(r.division, ''), coalesce(g.name, CASE WHEN p.level > 3 THEN coalesce(p.short, p.name) END, ''),
	coalesce(g.name_en, g.name, CASE WHEN p.level > 3 THEN coalesce(p.name_en, p.short, p.name) END, ''),
	coalesce(d.owner, ''), coalesce(d.owner_role, ''), coalesce(d.recipient, ''), coalesce(t.name, d.evidence, ''),
	coalesce(r.event, ''),
	r.deadline, r.status, coalesce(r.done_at, ''), coalesce(r.urged_at, ''),
	CASE WHEN json_valid(r.evidence) AND json_type(r.evidence) = 'array' THEN json_array_length(r.evidence)
	ELSE 0 END,
	coalesce(d.sort, 999), coalesce(d.grace, 0)
FROM duty_run r LEFT JOIN duty d ON d.id = r.duty LEFT JOIN sup_group g ON g.id = r.sup_group
 LEFT JOIN division p ON p.id = r.division
	LEFT JOIN term t ON t.id = 'evidence_kind:' || d.evidence
WHERE r.deadline BETWEEN ?1 AND ?2
	OR (?4 <> '' AND r.deadline < ?1 AND (r.duty, coalesce(r.period, ''), coalesce(r.event, '')) IN (
		SELECT o.duty, coalesce(o.period, ''), coalesce(o.event, '') FROM duty_run o
		WHERE o.deadline < ?1 AND (o.status = 'PENDING' OR (o.status = 'DONE' AND o.done_at > ?3 || 'T99'))))
	OR (?4 <> '' AND r.deadline > ?2 AND r.deadline <= ?4 AND r.status = 'PENDING')
ORDER BY r.deadline, coalesce(d.sort, 999), r.duty, coalesce(r.period, ''), coalesce(r.event, ''),
 coalesce(r.sup_group, ''), r.division, r.id
LIMIT ?5;

-- name: duties_one
SELECT r.id, r.duty, coalesce(d.name, r.title, r.duty), coalesce(d.name_en, d.name, r.title, r.duty),
 coalesce(r.period, ''),
	coalesce(r.division, ''), coalesce(g.name, CASE WHEN p.level > 3 THEN coalesce(p.short, p.name) END, ''),
	coalesce(g.name_en, g.name, CASE WHEN p.level > 3 THEN coalesce(p.name_en, p.short, p.name) END, ''),
	coalesce(d.owner, ''), coalesce(d.owner_role, ''), coalesce(d.recipient, ''), coalesce(t.name, d.evidence, ''),
	coalesce(r.event, ''),
	r.deadline, r.status, coalesce(r.done_at, ''), coalesce(r.urged_at, ''),
	CASE WHEN json_valid(r.evidence) AND json_type(r.evidence) = 'array' THEN json_array_length(r.evidence)
	ELSE 0 END,
	coalesce(d.sort, 999), coalesce(d.grace, 0),
	coalesce(d.rule, ''), coalesce(d.day, 0), coalesce(d.month, 0), coalesce(d.month_offset, 0),
	coalesce(d.day_unit, ''), coalesce(d.date, ''),
	coalesce(d.exact, 0), coalesce(r.title, ''), coalesce(b.name, r.done_by, ''), coalesce(w.name, r.waived_by, ''),
	coalesce(r.late_reason, ''), coalesce(r.note, ''), coalesce(d.note, ''), coalesce(d.copy_to, ''),
	coalesce(d.clause, ''),
	coalesce(f.name, ''), coalesce(r.opened_at, ''), r.rev
FROM duty_run r LEFT JOIN duty d ON d.id = r.duty LEFT JOIN sup_group g ON g.id = r.sup_group
 LEFT JOIN division p ON p.id = r.division
	LEFT JOIN term t ON t.id = 'evidence_kind:' || d.evidence
	LEFT JOIN post b ON b.id = r.done_by LEFT JOIN post w ON w.id = r.waived_by LEFT JOIN front f ON f.id = d.front
WHERE r.id = ?1;

-- name: duties_grace
SELECT coalesce(grace, 0) FROM duty WHERE id = ?1;

-- name: duties_any
SELECT EXISTS (SELECT 1 FROM duty);

-- A54: each word of whom a paper goes to, how many posts it names, and of one the unit.
-- name: addressees
WITH word AS (SELECT CAST(key AS INTEGER) AS n, trim(value) AS word
 FROM json_each('[' || replace(json_quote(?1), '、', '","') || ']') WHERE ?1 <> ''),
 named AS (SELECT w.n, w.word, p.id, p.name, p.name_en, p.unit FROM word w
  JOIN post p ON addressed(w.word, p.id, p.name, p.unit, p.role)
  OR p.id IN (SELECT m.value FROM sup_group g, json_each(g.members) m
   WHERE w.word IN (g.id, g.name) AND json_valid(g.members)))
SELECT w.word, count(n.id), coalesce(max(n.name), ''), coalesce(max(coalesce(n.name_en, n.name)), ''),
 coalesce(max(n.unit), '')
FROM word w LEFT JOIN named n ON n.n = w.n GROUP BY w.n, w.word ORDER BY w.n;
