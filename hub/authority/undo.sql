-- What batches found, so that they can be taken back (db_undo.h).  `rev`: the revision the batch left the record in;
-- `was_rev` and `was`: what it found, NULL where there was none.  `undone`: the revision that taking it back made,
-- which says what was_rev said.
-- name: undo_schema
CREATE TABLE IF NOT EXISTS batch_row (
 batch TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, was_rev INTEGER, was TEXT,
 undone INTEGER, PRIMARY KEY (batch, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_row_undone ON batch_row (kind, id, undone) WHERE undone IS NOT NULL;
-- Records there had never been, left in revision 1: ids, a line each, in pieces.  A million of them cost little.
CREATE TABLE IF NOT EXISTS batch_new (
 batch TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, ids TEXT NOT NULL, PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;
-- name: undo_row
INSERT INTO batch_row (batch, kind, id, rev, was_rev, was) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (batch, kind, id) DO UPDATE SET rev = excluded.rev
-- name: undo_new
INSERT INTO batch_new (batch, n, kind, ids)
VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM batch_new WHERE batch = ?1), ?2, ?3)
-- name: undo_old
SELECT EXISTS (SELECT 1 FROM main.record b WHERE county = ?1 AND kind = 'batch' AND (gone IS NOT NULL OR at < ?2)
 AND (EXISTS (SELECT 1 FROM batch_row WHERE batch = b.id) OR EXISTS (SELECT 1 FROM batch_new WHERE batch = b.id)))
-- name: undo_forget
DELETE FROM batch_row WHERE batch IN (SELECT id FROM main.record
 WHERE county = ?1 AND kind = 'batch' AND (gone IS NOT NULL OR at < ?2))
-- name: undo_forget_new
DELETE FROM batch_new WHERE batch IN (SELECT id FROM main.record
 WHERE county = ?1 AND kind = 'batch' AND (gone IS NOT NULL OR at < ?2))
-- What it wrote over.
-- name: undo_rows
SELECT kind, id, rev, was_rev, was FROM batch_row WHERE batch = ?1 AND undone IS NULL ORDER BY kind, id
-- name: undo_pieces
SELECT kind, ids FROM batch_new WHERE batch = ?1 ORDER BY n
-- name: undo_row_one
SELECT rev FROM batch_row WHERE batch = ?1 AND kind = ?2 AND id = ?3
-- The revision that said the same before somebody's batch was taken back.
-- name: undo_same
SELECT was_rev FROM batch_row WHERE kind = ?1 AND id = ?2 AND undone = ?3
-- The batch that wrote a record after one that is to be taken back.
-- name: undo_later
SELECT batch FROM batch_row WHERE kind = ?1 AND id = ?2 AND rev > ?3 AND undone IS NULL ORDER BY rev DESC LIMIT 1
-- name: undo_mark
UPDATE batch_row SET undone = ?4 WHERE batch = ?1 AND kind = ?2 AND id = ?3
-- A pack that was heard before is heard again.
-- name: undo_heard
UPDATE pack_record SET rev = ?4 WHERE kind = ?1 AND id = ?2 AND rev = ?3
-- name: undo_any
SELECT EXISTS (SELECT 1 FROM batch_row WHERE batch = ?1) OR EXISTS (SELECT 1 FROM batch_new WHERE batch = ?1)
-- What a batch says, changed or not, so that what only another said can be told.
-- name: undo_saying
CREATE TEMP TABLE IF NOT EXISTS said (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
DELETE FROM temp.said
-- name: undo_say
INSERT OR IGNORE INTO temp.said VALUES (?1, ?2)
-- name: undo_said
SELECT EXISTS (SELECT 1 FROM temp.said WHERE kind = ?1 AND id = ?2)
-- name: undo_unmark
UPDATE batch_row SET undone = NULL WHERE batch = ?1
