-- Who stands in a place that is given up, whatever became of it: kind, id, its state ("" none), the field that says so.
-- name: division_move_found
SELECT 'issue' AS kind, id, status, 'division' AS field FROM issue WHERE division = ?1
UNION ALL SELECT 'task', id, status, 'division' FROM task WHERE division = ?1
UNION ALL SELECT 'entry', id, status, 'division' FROM entry WHERE division = ?1
UNION ALL SELECT 'duty_run', id, status, 'division' FROM duty_run WHERE division = ?1
UNION ALL SELECT 'check_mark', id, status, 'division' FROM check_mark WHERE division = ?1
UNION ALL SELECT 'post', id, '', 'division' FROM post WHERE division = ?1
UNION ALL SELECT 'institution', id, '', 'division' FROM institution WHERE division = ?1
UNION ALL SELECT 'sup_assign', id, '', 'division' FROM sup_assign
 WHERE division = ?1 AND coalesce(valid_to, '9999') >= ?2
UNION ALL SELECT 'division', id, '', 'parent' FROM division WHERE parent = ?1 AND coalesce(valid_to, '9999') >= ?2
ORDER BY 1, 2
-- name: division_move_place
SELECT level, coalesce(nullif(short, ''), name), coalesce(successor, ''), coalesce(valid_from, ''),
 coalesce(valid_to, '') FROM division WHERE id = ?1
