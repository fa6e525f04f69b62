-- The authority database.  Kinds are stored by their wire names, times as epoch seconds.
-- name: hub_schema
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE county_seq (county TEXT PRIMARY KEY, seq INTEGER NOT NULL, records INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- `division` is where the record's readers are and `former` where they were (hub/db_scope.h); `object` is the record it
-- is about, or whose place it goes by: KIND/ID.
-- The body stands last: scopes, order and tombstones are read without touching its overflow pages.
CREATE TABLE record (
 county TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
 rev INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
 division TEXT, former TEXT, object TEXT, gone TEXT, body TEXT,
 PRIMARY KEY (county, kind, id),
 CHECK ((gone IS NULL) = (body IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- The audit chain, which is also the memory of answered operations: (user, op) never expires.
CREATE TABLE op (
 n INTEGER PRIMARY KEY, user TEXT NOT NULL, op TEXT NOT NULL, fingerprint TEXT NOT NULL,
 status INTEGER NOT NULL, answer TEXT NOT NULL, county TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
 verb TEXT NOT NULL, rev INTEGER NOT NULL, effect TEXT NOT NULL, at INTEGER NOT NULL,
 prev_hash TEXT NOT NULL, hash TEXT NOT NULL,
 UNIQUE (user, op)
) STRICT;
CREATE TABLE user (
 name TEXT PRIMARY KEY, post TEXT NOT NULL, roles TEXT NOT NULL, scope TEXT NOT NULL,
 uid INTEGER UNIQUE, token_hash TEXT UNIQUE, expires INTEGER, revoked INTEGER
) STRICT, WITHOUT ROWID;

-- What never leaves the hub (format 2): a held hand-over's payload in pieces, and how each fetched source stands.
-- name: hub_schema_2
CREATE TABLE IF NOT EXISTS aside (
 batch TEXT NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pull (
 source TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, modified TEXT, digest TEXT,
 tried INTEGER NOT NULL, ok INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL, error TEXT
) STRICT, WITHOUT ROWID;

-- The packs side by side (format 3).  `rev` is the record's revision while this pack is the one heard; another
-- revision means that somebody has changed the record since.  `part_of`: rows of a ledger, a checklist or a
-- param's key are heard from one pack only.  `keeps`: stays although its pack is off (what the county rests on).
-- `opened`: the hub opened it for the pack's duty; `dropped`: not in the pack any more.
-- name: hub_schema_3
CREATE TABLE IF NOT EXISTS pack (
 name TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, county TEXT NOT NULL, own INTEGER NOT NULL, active INTEGER NOT NULL,
 outside INTEGER NOT NULL, loaded INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pack_record (
 kind TEXT NOT NULL, id TEXT NOT NULL, pack TEXT NOT NULL, part_of TEXT, keeps INTEGER NOT NULL,
 opened INTEGER NOT NULL, dropped INTEGER NOT NULL, rev INTEGER, body TEXT NOT NULL,
 PRIMARY KEY (kind, id, pack)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pack_record_part ON pack_record (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX IF NOT EXISTS pack_record_pack ON pack_record (pack);

-- Until format 6 the program knew these terms by name; now the plan says whose issues duty may close and whom it is
-- for.
-- name: hub_schema_6
UPDATE county_seq SET seq = seq + 1;
CREATE TEMP TABLE known AS SELECT county, kind, id, rev, iif(id = 'pop:FILED', 'poor', 'duty') AS attr FROM main.record
 WHERE kind = 'term' AND id IN ('source:SELF', 'source:DISPATCH', 'source:SUPERVISION', 'pop:FILED') AND gone IS NULL
 AND json_extract(body, '$.attr') IS NULL;
UPDATE pack_record SET body = json_insert(body, '$.attr', k.attr), rev = iif(pack_record.rev = k.rev, k.rev + 1,
 pack_record.rev) FROM known k WHERE k.kind = pack_record.kind AND k.id = pack_record.id;
UPDATE main.record SET body = json_insert(body, '$.attr', k.attr), rev = k.rev + 1,
 seq = (SELECT seq FROM county_seq c WHERE c.county = k.county)
FROM known k WHERE k.county = main.record.county AND k.kind = main.record.kind AND k.id = main.record.id;
DROP TABLE known;

-- name: hub_indexes
CREATE INDEX IF NOT EXISTS record_seq ON record (county, seq);
CREATE INDEX IF NOT EXISTS record_object ON record (county, object, at) WHERE object IS NOT NULL;

-- name: hub_unindex
DROP INDEX IF EXISTS record_seq;
DROP INDEX IF EXISTS record_object;

-- name: hub_meta_get
SELECT value FROM meta WHERE key = ?1
-- name: hub_meta_set
INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value
-- name: hub_seq_take
UPDATE county_seq SET seq = seq + 1 WHERE county = ?1 RETURNING seq
-- name: hub_seq_get
SELECT seq, records FROM county_seq WHERE county = ?1
-- name: hub_count
UPDATE county_seq SET records = records + ?2 WHERE county = ?1

-- name: hub_record_get
SELECT kind, id, rev, seq, at, by, division, former, gone, body, object FROM record
 WHERE county = ?1 AND kind = ?2 AND id = ?3
-- name: hub_record_put
INSERT INTO record (county, kind, id, rev, seq, at, by, division, former, object, gone, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, ?11)
ON CONFLICT (county, kind, id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, at = excluded.at, by = excluded.by,
 division = excluded.division, former = excluded.former, object = excluded.object, gone = NULL, body = excluded.body
-- name: hub_record_gone
UPDATE record SET rev = rev + 1, seq = ?4, at = ?5, by = ?6, gone = ?7, body = NULL
 WHERE county = ?1 AND kind = ?2 AND id = ?3 AND gone IS NULL
-- name: hub_walk_id
SELECT kind, id, rev, seq, at, by, division, former, gone, body, object FROM record
 WHERE county = ?1 AND (kind, id) > (?2, ?3) AND gone IS NULL ORDER BY kind, id LIMIT ?4
-- name: hub_walk_seq
SELECT kind, id, rev, seq, at, by, division, former, gone, body, object FROM record INDEXED BY record_seq
 WHERE county = ?1 AND (seq, kind, id) > (?2, ?3, ?4) ORDER BY seq, kind, id LIMIT ?5
-- name: hub_each
SELECT kind, id, rev, seq, at, by, division, former, gone, body, object FROM record
 WHERE county = ?1 AND kind = ?2 AND gone IS NULL ORDER BY id
-- name: hub_history
SELECT kind, id, rev, seq, at, by, division, former, gone, body, object FROM record
 WHERE county = ?1 AND object = ?2 AND kind = 'event' AND gone IS NULL ORDER BY at, seq, id
-- name: hub_scope_get
SELECT division, body FROM record WHERE county = ?1 AND kind = ?2 AND id = ?3
-- name: hub_scope_via
SELECT kind, id FROM record WHERE county = ?1 AND object = ?2
-- name: hub_scope_put
UPDATE record SET seq = ?4, division = ?5, former = ?6, object = ?7 WHERE county = ?1 AND kind = ?2 AND id = ?3
-- name: hub_purge_seq
SELECT coalesce(max(seq), 0) FROM record WHERE county = ?1 AND gone IS NOT NULL AND at < ?2
-- name: hub_purge
DELETE FROM record WHERE county = ?1 AND gone IS NOT NULL AND at < ?2

-- name: hub_aside_put
INSERT INTO aside (batch, n, bytes) VALUES (?1, ?2, ?3)
-- name: hub_aside_get
SELECT bytes FROM aside WHERE batch = ?1 ORDER BY n
-- name: hub_aside_drop
DELETE FROM aside WHERE batch = ?1
