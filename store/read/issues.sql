-- The issue list.  Keys come along one index in list order (pk is the index's own rowid, so nothing else
-- is read); a row is read by pk only when it is shown or a condition needs it.
-- ?1, ?2: the key to go on from; ?3: the section's other bound; ?4: the value the index begins with.

-- name: issue_keys_open_down
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_deadline
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND (deadline, id) > (?1, ?2) AND deadline <= ?3
ORDER BY deadline, id;
-- name: issue_keys_open_up
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_deadline
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND (deadline, id) < (?1, ?2) AND deadline >= ?3
ORDER BY deadline DESC, id DESC;

-- name: issue_keys_division_down
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_place
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND division = ?4 AND (deadline, id) > (?1, ?2)
 AND deadline <= ?3
ORDER BY deadline, id;
-- name: issue_keys_division_up
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_place
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND division = ?4 AND (deadline, id) < (?1, ?2)
 AND deadline >= ?3
ORDER BY deadline DESC, id DESC;

-- name: issue_keys_source_down
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_source
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND source = ?4 AND (deadline, id) > (?1, ?2)
 AND deadline <= ?3
ORDER BY deadline, id;
-- name: issue_keys_source_up
SELECT pk, deadline, id FROM issue INDEXED BY issue_open_source
WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AND source = ?4 AND (deadline, id) < (?1, ?2)
 AND deadline >= ?3
ORDER BY deadline DESC, id DESC;

-- name: issue_keys_status_down
SELECT pk, deadline, id FROM issue INDEXED BY issue_status
WHERE status = ?4 AND (deadline, id) > (?1, ?2) AND deadline <= ?3 ORDER BY deadline, id;
-- name: issue_keys_status_up
SELECT pk, deadline, id FROM issue INDEXED BY issue_status
WHERE status = ?4 AND (deadline, id) < (?1, ?2) AND deadline >= ?3 ORDER BY deadline DESC, id DESC;

-- Newest first: down the list is down the ids.
-- name: issue_keys_newest_down
SELECT pk, deadline, id FROM issue WHERE id < ?2 ORDER BY id DESC;
-- name: issue_keys_newest_up
SELECT pk, deadline, id FROM issue WHERE id > ?2 ORDER BY id;

-- What conditions are tested on, and (the same columns first) what is shown.
-- name: issue_probe
SELECT id, title, status, division, deadline, source, kind, front, village, resp_unit, resp_post, sup_group,
	returned, reopened, escalation FROM issue WHERE pk = ?1;
-- name: issue_row
SELECT i.id, i.title, i.status, i.division, i.deadline, i.source, i.kind, i.front, i.village, i.resp_unit, i.resp_post,
 i.sup_group,
	i.returned, i.reopened, i.escalation, coalesce(i.extensions, 0), i.last_note, i.detail, i.measure,
	i.institution, i.rev,
	coalesce(i.sample, 0), CASE WHEN json_valid(i.evidence) AND json_type(i.evidence) = 'array'
	THEN json_array_length(i.evidence) ELSE 0 END,
	coalesce(d.short, d.name, i.division), d.name_en, coalesce(v.short, v.name, i.village), v.name_en,
	coalesce(s.name, i.source), s.name_en,
	coalesce(k.name, i.kind), k.name_en, coalesce(f.name, i.front), f.name_en,
	coalesce(g.name, i.sup_group), g.name_en,
	coalesce(p.name, i.resp_post), p.name_en
FROM issue i LEFT JOIN division d ON d.id = i.division LEFT JOIN division v ON v.id = i.village
	LEFT JOIN term s ON s.id = 'source:' || i.source LEFT JOIN term k ON k.id = 'issue_kind:' || i.kind
	LEFT JOIN front f ON f.id = i.front LEFT JOIN sup_group g ON g.id = i.sup_group
	LEFT JOIN post p ON p.id = i.resp_post
WHERE i.pk = ?1;

-- name: issue_pk
SELECT pk FROM issue WHERE id = ?1;

-- What is queued here for an issue and not yet in the cache, newest first.
-- name: issue_overlay
SELECT verb, state, uuid, attempts FROM box.op
WHERE kind = 'issue' AND id = ?1 AND (state IN ('pending', 'conflict', 'refused')
 OR (state = 'acked' AND acked_rev > ?2))
ORDER BY place DESC LIMIT 1;

-- Kept counts.
-- name: issue_count_days
SELECT coalesce(sum(n), 0) FROM issue_day WHERE status = ?1 AND deadline BETWEEN ?2 AND ?3;
-- name: issue_count_place
SELECT coalesce(sum(n), 0) FROM issue_tally WHERE place = ?1 AND class = 'open' AND deadline BETWEEN ?2 AND ?3;
-- name: issue_divisions
SELECT d.id, coalesce(d.short, d.name), d.name_en FROM division d
WHERE EXISTS (SELECT 1 FROM issue_tally t WHERE t.place = d.id AND t.n > 0)
AND coalesce(d.level, 9) < 5 ORDER BY d.level, d.id;

-- What a word in a filter may stand for: code, name, English name, short name, pinyin, initials.
-- name: names_division
SELECT id, name, name_en, short, pinyin, initials FROM division;
-- name: names_term
SELECT code, name, name_en, NULL, NULL, NULL FROM term WHERE list = ?1;
-- name: names_front
SELECT id, name, name_en, NULL, NULL, NULL FROM front;
-- name: names_group
SELECT id, name, name_en, NULL, NULL, NULL FROM sup_group;
-- name: names_post
SELECT id, name, name_en, unit, NULL, NULL FROM post;
