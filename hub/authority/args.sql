-- name: args_post
SELECT count(*) FROM post WHERE name = ?1
-- name: args_items
SELECT count(*) FROM check_item WHERE checklist = ?1
-- A16: cells of a supervision report's checklist
-- name: args_cells
SELECT (SELECT count(*) FROM term WHERE list = 'check_subject')
 * (SELECT count(*) FROM term WHERE list = 'check_aspect')
-- A18: who supervises the place (or the one it lies in) that day
-- name: args_group
SELECT sup_group FROM sup_assign WHERE ?1 GLOB division || '*' AND coalesce(valid_from, '0000') <= ?2
 AND coalesce(valid_to, '9999') >= ?2 ORDER BY length(division) DESC, id LIMIT 1
-- A64: may duty close what came from this source?
-- name: args_duty_source
SELECT count(*) FROM term WHERE id = 'source:' || ?1 AND attr = 'duty'
-- A17, C27: what a code belongs to, a code of another list
-- name: args_belongs
SELECT w.list, w.code, w.name FROM term t JOIN term w ON w.id = t.belongs WHERE t.id = ?1
