-- What forms and menus ask.

-- name: choices_terms
SELECT code, name, name_en, '' FROM term WHERE list = ?1 ORDER BY coalesce(sort, 9999), code;

-- name: choices_posts
SELECT id, name, name_en, coalesce(unit, '') FROM post
ORDER BY role IS NULL, role = 'township', unit, id;

-- name: choices_townships
SELECT id, coalesce(short, name), name_en, id FROM division
WHERE level = 4 AND coalesce(valid_from, '0000') <= ?1 AND coalesce(valid_to, '9999') >= ?1 ORDER BY id;

-- name: evidence_of_issue
SELECT coalesce(json_extract(value, '$.kind'), 'doc'), coalesce(json_extract(value, '$.ref'), ''), NULL, ''
FROM json_each((SELECT evidence FROM issue WHERE id = ?1 AND json_valid(evidence)));

-- name: evidence_of_task
SELECT coalesce(json_extract(value, '$.kind'), 'doc'), coalesce(json_extract(value, '$.ref'), ''), NULL, ''
FROM json_each((SELECT evidence FROM task WHERE id = ?1 AND json_valid(evidence)));

-- name: evidence_of_duty_run
SELECT coalesce(json_extract(value, '$.kind'), 'doc'), coalesce(json_extract(value, '$.ref'), ''), NULL, ''
FROM json_each((SELECT evidence FROM duty_run WHERE id = ?1 AND json_valid(evidence)));

-- name: evidence_of_check_mark
SELECT coalesce(json_extract(value, '$.kind'), 'doc'), coalesce(json_extract(value, '$.ref'), ''), NULL, ''
FROM json_each((SELECT evidence FROM check_mark WHERE id = ?1 AND json_valid(evidence)));

-- name: choices_mark_items
SELECT i.code, i.name, i.name_en, '' FROM check_mark m JOIN check_item i ON i.checklist = m.checklist
WHERE m.id = ?1 ORDER BY i.sort, i.id;

-- name: newest_unsent
SELECT uuid FROM box.op WHERE kind = ?1 AND id = ?2 AND state = 'pending' AND attempts = 0 ORDER BY place DESC LIMIT 1;

-- name: post_name
SELECT name, name_en FROM post WHERE id = ?1;

-- name: evidence_of_entry
SELECT coalesce(json_extract(value, '$.kind'), 'doc'), coalesce(json_extract(value, '$.ref'), ''), NULL, ''
FROM json_each((SELECT evidence FROM entry WHERE id = ?1 AND json_valid(evidence)));

-- name: choices_ledgers
SELECT id, name, name_en, '' FROM ledger WHERE ?1 = '' OR id = ?1 ORDER BY coalesce(area, ''), coalesce(sort, 999), id;
