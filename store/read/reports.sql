-- Supervision: groups, what they cover, their monthly reports.

-- name: reports_groups
SELECT g.id, g.name, coalesce(g.name_en, g.name), coalesce(p.name, g.lead_post, ''),
 coalesce(p.name_en, p.name, g.lead_post, '')
FROM sup_group g LEFT JOIN post p ON p.id = g.lead_post WHERE in_sight('@' || g.id)
 AND coalesce(g.type, 'SUPERVISION') = 'SUPERVISION' ORDER BY coalesce(g.sort, 999), g.id LIMIT 100;

-- name: reports_covered
SELECT a.sup_group, coalesce(d.short, d.name),
 coalesce(CASE WHEN d.name_en LIKE '% Town%' THEN substr(d.name_en, 1, instr(d.name_en, ' ') - 1) ELSE d.name_en END,
 d.short, d.name)
FROM sup_assign a JOIN division d ON d.id = a.division
WHERE coalesce(a.valid_from, '0000') <= ?1 AND coalesce(a.valid_to, '9999') >= ?1 ORDER BY a.sup_group, a.division;

-- name: reports_uncovered
-- A18: a township with poor people has exactly one active group; one that is not known to have none counts.
SELECT coalesce(d.short, d.name),
 coalesce(CASE WHEN d.name_en LIKE '% Town%' THEN substr(d.name_en, 1, instr(d.name_en, ' ') - 1) ELSE d.name_en END,
 d.short, d.name),
	(SELECT count(*) FROM sup_assign a WHERE a.division = d.id
		AND coalesce(a.valid_from, '0000') <= ?2 AND coalesce(a.valid_to, '9999') >= ?2) AS active
FROM division d WHERE d.parent = ?1 AND d.level = 4 AND coalesce(d.poor, 1) > 0
	AND coalesce(d.valid_from, '0000') <= ?2 AND coalesce(d.valid_to, '9999') >= ?2 AND active <> 1
ORDER BY d.id;

-- name: reports_span
SELECT min(period) FROM sup_report;

-- name: reports_cells
SELECT id, sup_group, period, due, status, coalesce(submitted_at, ''), coalesce(returned, 0), coalesce(urged_at, '')
FROM sup_report WHERE period BETWEEN ?1 AND ?2 ORDER BY sup_group, period;

-- name: reports_one
SELECT r.id, r.sup_group, coalesce(g.name, r.sup_group), coalesce(g.name_en, g.name, r.sup_group), r.period,
 r.due, r.status,
	coalesce(r.analysed_at, ''), coalesce(r.judged_at, ''), coalesce(r.dispatched_at, ''),
	coalesce(r.submitted_at, ''),
	coalesce(ps.name, r.submitted_by, ''), coalesce(pa.name, r.accepted_by, ''), coalesce(r.matrix, ''),
	coalesce(r.findings, ''),
	coalesce(r.visits, -1), coalesce(r.issues_raised, -1), coalesce(r.returned, 0), coalesce(r.urged_at, ''),
	coalesce(r.note, ''), r.rev
FROM sup_report r LEFT JOIN sup_group g ON g.id = r.sup_group
	LEFT JOIN post ps ON ps.id = r.submitted_by LEFT JOIN post pa ON pa.id = r.accepted_by
WHERE r.id = ?1;

-- name: members
-- The lead first, once, whether or not it is among the members; a post nobody knows goes by its code.
WITH belongs AS (
 SELECT g.id AS grp, g.lead_post AS post, 1 AS lead FROM sup_group g WHERE coalesce(g.lead_post, '') <> ''
 UNION ALL SELECT g.id, j.value, 0 FROM sup_group g,
  json_each(CASE WHEN json_valid(g.members) THEN g.members ELSE '[]' END) j
  WHERE j.type = 'text' AND j.value IS NOT g.lead_post)
SELECT b.grp || '/' || b.post, g.id, g.name, coalesce(g.name_en, g.name), coalesce(g.type, 'SUPERVISION'),
 coalesce(t.name, g.type, ''), coalesce(t.name_en, t.name, g.type, ''), b.post,
 coalesce(p.name, b.post), coalesce(p.name_en, p.name, b.post), coalesce(p.unit, ''), b.lead
FROM belongs b JOIN sup_group g ON g.id = b.grp LEFT JOIN post p ON p.id = b.post
LEFT JOIN term t ON t.id = 'group_type:' || coalesce(g.type, 'SUPERVISION')
ORDER BY coalesce(g.sort, 999), g.id, b.lead DESC, b.post;
