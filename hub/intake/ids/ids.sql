-- The ids of a file's rows, in a file without a name (hub/intake/ids/ids.c).

-- name: ids_schema
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2048;
CREATE TABLE ids (id TEXT PRIMARY KEY, line INTEGER NOT NULL) STRICT, WITHOUT ROWID;
BEGIN;

-- name: ids_put
INSERT OR IGNORE INTO ids VALUES (?1, ?2);

-- name: ids_line
SELECT line FROM ids WHERE id = ?1;
