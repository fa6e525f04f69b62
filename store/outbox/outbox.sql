-- The outbox: what the officer said, until the hub has answered.

-- name: outbox_schema
CREATE TABLE op (
	uuid       TEXT PRIMARY KEY,
	place      INTEGER NOT NULL,              -- sending order; the officer may change it
	kind       TEXT NOT NULL,
	id         TEXT NOT NULL,
	verb       TEXT NOT NULL,
	base       INTEGER NOT NULL,
	args       TEXT NOT NULL,                 -- JSON object, as sent
	at         INTEGER NOT NULL,              -- room time, epoch seconds
	state      TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'acked', 'confirmed',
	                                          'superseded', 'conflict', 'refused', 'withdrawn')),
	attempts   INTEGER NOT NULL DEFAULT 0,    -- raised before the first byte is sent
	bytes      TEXT,                          -- the request body, frozen at the first attempt
	answer     TEXT,                          -- the hub's last words about it, JSON
	reason     TEXT,                          -- the same for people: problem type or a sentence
	acked_rev  INTEGER,
	answered_at INTEGER,
	title      TEXT NOT NULL DEFAULT ''       -- what the officer saw, for the list
) STRICT;
CREATE INDEX op_state ON op (state, place);
CREATE INDEX op_record ON op (kind, id, place);
CREATE UNIQUE INDEX op_one_close ON op (kind, id)
 WHERE verb = 'close' AND state IN ('draft', 'pending', 'acked', 'conflict');

-- Version 2: the record's fields as the officer saw them, a JSON object; a conflict is shown against it.
-- name: outbox_seen
ALTER TABLE op ADD COLUMN seen TEXT;

-- name: outbox_insert
INSERT INTO op (uuid, place, kind, id, verb, base, args, at, state, title, seen)
VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM op), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: outbox_forget_draft
DELETE FROM op WHERE state = 'draft' AND kind = ?1 AND id = ?2 AND verb = ?3;

-- name: outbox_draft_find
SELECT uuid, kind, id, verb, base, at, args FROM op WHERE state = 'draft' AND kind = ?1 AND id = ?2 AND verb = ?3;

-- name: outbox_find
SELECT uuid, kind, id, verb, base, at, args, title, state, attempts, place, acked_rev FROM op WHERE uuid = ?1;

-- name: outbox_settle
UPDATE op SET state = ?2, reason = ?3, answered_at = ?4 WHERE uuid = ?1;

-- name: outbox_retry
UPDATE op SET reason = NULL WHERE state = 'pending' AND (?1 IS NULL OR uuid = ?1);

-- name: outbox_neighbour_before
SELECT uuid, place, kind, id FROM op WHERE state = 'pending' AND attempts = 0 AND place < ?1
 ORDER BY place DESC LIMIT 1;

-- name: outbox_neighbour_after
SELECT uuid, place, kind, id FROM op WHERE state = 'pending' AND attempts = 0 AND place > ?1 ORDER BY place LIMIT 1;

-- name: outbox_set_place
UPDATE op SET place = ?2 WHERE uuid = ?1;

-- What often failed goes behind what did not, so that one unlucky operation does not block the others.
-- name: outbox_next
SELECT uuid, kind, id, verb, base, bytes, attempts, args, at FROM op AS o
WHERE state = 'pending' AND (id = '' OR NOT EXISTS (
	SELECT 1 FROM op AS e WHERE e.kind = o.kind AND e.id = o.id AND e.place < o.place
	AND e.state IN ('pending', 'conflict')))
ORDER BY attempts / 4, place LIMIT 1;

-- Our own earlier operation on the record that was accepted on this very base.
-- name: outbox_built_on
SELECT acked_rev FROM op WHERE kind = ?1 AND id = ?2 AND base = ?3 AND state IN ('acked', 'confirmed')
 AND acked_rev > ?3
ORDER BY acked_rev LIMIT 1;

-- name: outbox_freeze
UPDATE op SET attempts = attempts + 1, bytes = ?2, base = ?3 WHERE uuid = ?1;

-- name: outbox_answer
UPDATE op SET state = ?2, reason = ?3, answer = ?4, acked_rev = coalesce(?5, acked_rev), answered_at = ?6,
	id = CASE WHEN id = '' AND ?7 <> '' THEN ?7 ELSE id END
WHERE uuid = ?1 AND state IN ('pending', 'acked');

-- name: outbox_acked
SELECT uuid, kind, id, acked_rev FROM op WHERE state = 'acked';

-- name: outbox_confirm
UPDATE op SET state = 'confirmed' WHERE state = 'acked' AND kind = ?1 AND id = ?2 AND acked_rev <= ?3;

-- name: outbox_purge
DELETE FROM op WHERE state IN ('confirmed', 'withdrawn', 'superseded') AND answered_at <= ?1;

-- name: outbox_offered
SELECT uuid, kind, id, acked_rev, state FROM op WHERE state IN ('acked', 'confirmed');

-- A restored hub may have forgotten what it confirmed; a live close on the same issue stays the only one.
-- name: outbox_reoffer
UPDATE OR IGNORE op SET state = 'pending', acked_rev = NULL, reason = NULL WHERE uuid = ?1;

-- name: outbox_counts
SELECT count(*) FILTER (WHERE state = 'pending'), count(*) FILTER (WHERE state = 'conflict'),
	count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state = 'acked')
FROM op WHERE state IN ('pending', 'conflict', 'refused', 'acked');
-- A damaged file's operations (store/outbox/outbox_recover.c), whole rows only, and into the new one.
-- name: outbox_salvage
SELECT uuid, place, kind, id, verb, base, args, at, state, attempts, bytes, answer, reason, acked_rev, answered_at,
 title FROM op NOT INDEXED;
-- name: outbox_save
INSERT OR IGNORE INTO op
 (uuid, place, kind, id, verb, base, args, at, state, attempts, bytes, answer, reason, acked_rev, answered_at, title)
 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16);
-- One of the journal, and what became of it.
-- name: outbox_replay
INSERT OR IGNORE INTO op (uuid, place, kind, id, verb, base, args, at, state, attempts, title)
 VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM op), ?2, ?3, ?4, ?5, ?6, ?7, 'pending', 1, ?8);
-- name: outbox_replay_state
UPDATE OR IGNORE op SET state = ?2, acked_rev = CASE WHEN ?3 > 0 THEN ?3 ELSE acked_rev END,
 id = CASE WHEN id = '' THEN ?4 ELSE id END, answered_at = ?5 WHERE uuid = ?1 AND state = 'pending';
