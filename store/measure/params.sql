-- name: params_all
SELECT id, key, coalesce(name, key), value, coalesce(unit, ''), coalesce(valid_from, ''), coalesce(valid_to, ''),
 coalesce(clause, '')
FROM param ORDER BY key, valid_from DESC, id;
