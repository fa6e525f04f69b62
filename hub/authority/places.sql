-- name: places
SELECT id, parent, coalesce(nullif(short, ''), name), name, level FROM division
 WHERE length(CAST(id AS BLOB)) < ?1 ORDER BY id
