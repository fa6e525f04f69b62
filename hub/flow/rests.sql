-- Records that are going to go, and those of them that stay, with what rests on them.
-- name: rests_begin
CREATE TEMP TABLE going (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TEMP TABLE staying (kind TEXT NOT NULL, id TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID
-- name: rests_end
DROP TABLE IF EXISTS temp.going; DROP TABLE IF EXISTS temp.staying
-- name: rests_add
INSERT OR IGNORE INTO going VALUES (?1, ?2)
-- name: rests_kinds
SELECT DISTINCT kind FROM going
-- name: rests_take
DELETE FROM going WHERE (kind, id) IN (SELECT kind, id FROM staying)
-- name: rests_is
SELECT EXISTS (SELECT 1 FROM going WHERE kind = ?1 AND id = ?2)
-- name: rests_by
SELECT by FROM staying WHERE kind = ?1 AND id = ?2
