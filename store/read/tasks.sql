-- Tasks: the tree and the words of its rows; how far they are is worked out by model/figures/progress.c.

-- name: tasks_tree
-- Depth first, children behind their parent; a child whose parent is not there stands as a root.  What is for places of
-- another class is not there (A09).
WITH RECURSIVE other (pk) AS MATERIALIZED (SELECT t.pk FROM task t JOIN division d ON d.id = t.division
	WHERE d.class <> t.class),
tree (pk, id, depth, path) AS (
	SELECT pk, id, 0, printf('%12s%4d', coalesce(division, ''), length(id)) || id FROM task t
	WHERE (parent IS NULL OR NOT EXISTS (SELECT 1 FROM task p WHERE p.id = t.parent)) AND pk NOT IN other
	UNION ALL
	SELECT c.pk, c.id, tree.depth + 1,
		tree.path || char(1) || printf('%12s%4d', coalesce(c.division, ''), length(c.id)) || c.id
	FROM tree JOIN task c ON c.parent = tree.id WHERE tree.depth < 8 AND c.pk NOT IN other
)
SELECT tree.pk, tree.id, tree.depth, coalesce(t.front, ''), t.start, t.due, t.status, coalesce(t.done_at, ''),
	coalesce(t.weight, 1), coalesce(t.pct, -1), t.trail, coalesce(t.sample, 0),
	coalesce(t.division, ''), CASE t.status WHEN 'CHECKED' THEN (SELECT max(e.at) FROM event e
	WHERE e.object_kind = 'task' AND e.object = t.id AND e.verb = 'check') END
FROM tree JOIN task t ON t.pk = tree.pk ORDER BY tree.path;

-- name: tasks_fronts
SELECT id, name, coalesce(name_en, name) FROM front WHERE axis = 'front' ORDER BY sort, id LIMIT 12;

-- name: tasks_rows
SELECT t.pk, t.id, coalesce(t.owner_post, ''), t.title, coalesce(p.name, t.owner_post, ''),
	coalesce(p.name_en, p.name, t.owner_post, ''), coalesce(t.owner_unit, ''),
	coalesce(d.short, d.name, t.division, ''),
	coalesce(d.name_en, d.short, d.name, t.division, ''),
	coalesce(t.clause, ''), coalesce(t.note, ''),
	coalesce(t.urged_at, ''), t.rev, coalesce(f.name, ''), coalesce(f.name_en, f.name, ''),
	coalesce(q.name, ''), coalesce(q.name_en, q.name, ''), coalesce(t.weight, 1),
	CASE WHEN json_valid(t.evidence) AND json_type(t.evidence) = 'array'
		THEN json_array_length(t.evidence) ELSE 0 END,
	coalesce(t.done_at, ''), coalesce(t.done_by, ''), coalesce(t.checked_by, '')
FROM task t LEFT JOIN post p ON p.id = t.owner_post LEFT JOIN front f ON f.id = t.front
	LEFT JOIN front q ON q.id = t.pillar LEFT JOIN division d ON d.id = t.division
WHERE t.pk BETWEEN ?1 AND ?2 ORDER BY t.pk;

-- name: tasks_evidence
SELECT coalesce(json_extract(j.value, '$.kind'), ''), coalesce(json_extract(j.value, '$.ref'), '')
FROM task t, json_each(CASE WHEN json_valid(t.evidence) THEN t.evidence ELSE '[]' END) j
WHERE t.pk = ?1 AND j.type = 'object' ORDER BY j.key LIMIT 20;

-- name: object_events
SELECT e.at, coalesce(p.name, e.post, e.actor, ''), p.name_en, e.verb, e.to_status, e.note, e.from_status
FROM event e LEFT JOIN post p ON p.id = e.post
WHERE e.object_kind = ?1 AND e.object = ?2 ORDER BY e.at DESC, e.pk DESC LIMIT ?3;
