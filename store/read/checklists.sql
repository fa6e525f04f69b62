-- Checklists.  A cell is one character of marks: 0 no, 1 partly, 2 yes, - unseen.

-- name: checklists_all
-- ?1 today, ?2 today's month; ?3 one checklist or NULL; ?4 its period or NULL for the newest.
WITH shown AS (
	SELECT c.*, (SELECT count(*) FROM check_item i WHERE i.checklist = c.id) AS items,
		coalesce(?4, (SELECT max(coalesce(m.period, '')) FROM check_mark m
		WHERE m.checklist = c.id AND coalesce(m.period, '') <= ?2)) AS shown
	FROM checklist c WHERE ?3 IS NULL OR c.id = ?3)
SELECT s.id, s.name, coalesce(s.name_en, s.name), s.subject, s.every, coalesce(s.clause, ''), coalesce(s.note, ''),
 coalesce(s.shown, ''),
	s.items, count(m.id), coalesce(sum(m.status = 'FILLED'), 0),
	coalesce(sum(s.items > 0 AND length(m.marks) = s.items AND m.marks NOT GLOB '*[^2]*'), 0),
	coalesce(sum(length(m.marks) - length(replace(m.marks, '2', ''))), 0), count(m.id) * s.items,
	(SELECT count(*) FROM check_mark o WHERE o.checklist = s.id AND o.status = 'EXPECTED' AND o.deadline < ?1),
	coalesce(s.target, -1), coalesce(max(m.deadline), s.valid_to, '')
FROM shown s LEFT JOIN check_mark m ON m.checklist = s.id AND coalesce(m.period, '') = s.shown
GROUP BY s.id ORDER BY coalesce(s.sort, 999), s.id;

-- name: checklists_items
SELECT code, name, coalesce(name_en, name) FROM check_item WHERE checklist = ?1 ORDER BY sort, id;

-- name: checklists_subjects
SELECT m.id, coalesce(i.name, g.name, d.short, d.name, m.title, ''),
 coalesce(i.name, g.name_en, g.name, d.name_en, d.short, d.name, m.title, ''),
	coalesce(m.division, ''), coalesce(m.marks, ''), m.status, coalesce(p.name, m.marked_by, ''),
	coalesce(m.note, ''),
	coalesce(m.deadline, ''), coalesce(m.marked_at, '')
FROM check_mark m LEFT JOIN division d ON d.id = m.division LEFT JOIN institution i ON i.id = m.institution
	LEFT JOIN sup_group g ON g.id = m.sup_group LEFT JOIN post p ON p.id = m.marked_by
WHERE m.checklist = ?1 AND coalesce(m.period, '') = ?2 ORDER BY m.division, i.id, g.id, m.id LIMIT 2000;

-- name: checklists_undone
-- Subjects not filled, of any period, whose day is not after ?1.
SELECT m.checklist, m.id, coalesce(i.name, g.name, d.short, d.name, m.title, ''),
 coalesce(i.name, g.name_en, g.name, d.name_en, d.short, d.name, m.title, ''),
	coalesce(m.division, ''), coalesce(m.period, ''), m.deadline
FROM check_mark m LEFT JOIN division d ON d.id = m.division LEFT JOIN institution i ON i.id = m.institution
	LEFT JOIN sup_group g ON g.id = m.sup_group
WHERE m.status = 'EXPECTED' AND m.deadline <= ?1 ORDER BY m.checklist, m.deadline, m.division, m.id;

-- name: checklists_periods
SELECT coalesce((SELECT max(period) FROM check_mark WHERE checklist = ?1 AND period < ?2), ''),
	coalesce((SELECT min(period) FROM check_mark WHERE checklist = ?1 AND period > ?2), '');

-- name: checklists_strips
SELECT division, coalesce(marks, '') FROM check_mark
WHERE checklist = ?1 AND coalesce(period, '') = (SELECT max(coalesce(period, '')) FROM check_mark
	WHERE checklist = ?1 AND coalesce(period, '') <= ?2 AND status = 'FILLED') ORDER BY division;

-- name: checklists_codes
SELECT lower(code), name, coalesce(name_en, name) FROM check_item WHERE checklist = ?1 ORDER BY sort, id;

-- name: checklists_name
SELECT name, coalesce(name_en, name) FROM checklist WHERE id = ?1;
