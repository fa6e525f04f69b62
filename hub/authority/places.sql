-- name: places
SELECT id, parent, coalesce(nullif(short, ''), name), name, coalesce(name_en, ''), level
 FROM division
 WHERE length(CAST(id AS BLOB)) < ?1 ORDER BY id
