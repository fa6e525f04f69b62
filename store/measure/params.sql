-- name: params_all
SELECT id, key, coalesce(name, key), value, coalesce(unit, ''), coalesce(valid_from, ''), coalesce(valid_to, ''),
 coalesce(clause, ''), coalesce(local,
 clause IS NULL AND value NOT GLOB '*[^-0-9.]*' AND key NOT GLOB 'county*')
FROM param ORDER BY key, valid_from DESC, id;
