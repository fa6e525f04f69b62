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
CREATE UNIQUE INDEX op_one_close ON op (kind, id) WHERE verb = 'close' AND state IN ('draft', 'pending', 'acked', 'conflict');
