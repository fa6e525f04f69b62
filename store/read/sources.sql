-- Data hand-overs.

-- name: sources_sources
SELECT s.id, CASE WHEN ?1 THEN coalesce(s.name_en, s.name) ELSE s.name END,
	coalesce(CASE WHEN ?1 THEN t.name_en END, t.name, s.party, ''), s.takes, coalesce(s.url, ''),
	coalesce(s.clause, ''),
	coalesce(s.note, ''), coalesce(s.ledger, ''), coalesce(s.direction, 'IN') = 'OUT', coalesce(s.every_minutes, 0),
	coalesce(s.shrink_bp, 2000)
FROM source s LEFT JOIN term t ON t.id = 'party:' || s.party
ORDER BY coalesce(s.direction, 'IN') = 'OUT', coalesce(s.sort, 999), s.id LIMIT 64;

-- name: sources_batch_one
-- The columns every statement about batches has.  ?1 the id, ?2 English?
SELECT b.id, b.source, coalesce(CASE WHEN ?2 THEN s.name_en END, b.title, s.name, b.source), coalesce(b.period, ''),
 coalesce(b.direction, 'IN'),
	b.status, coalesce(b.sha256, ''), coalesce(b.previous, ''), coalesce(b.error, ''), coalesce(b.held_reason, ''),
	coalesce(p.name, b.decided_by, ''), coalesce(b.note, ''), b.received_at, coalesce(b.checked_at, ''),
	coalesce(b.decided_at, ''), b.rev,
	coalesce(b.rows, -1), coalesce(b.added, -1), coalesce(b.removed, -1), coalesce(b.changed, -1),
	coalesce(b.bad, -1), coalesce(b.tries, -1), coalesce(b.file, ''), coalesce(b.replaced_by, ''),
	coalesce(b.undone, -1), coalesce(b.kept, -1)
FROM batch b LEFT JOIN source s ON s.id = b.source LEFT JOIN post p ON p.id = b.decided_by WHERE b.id = ?1;

-- name: sources_batches
-- ?1 the source, '' all of them
SELECT b.id, b.source, coalesce(CASE WHEN ?2 THEN s.name_en END, b.title, s.name, b.source), coalesce(b.period, ''),
 coalesce(b.direction, 'IN'),
	b.status, coalesce(b.sha256, ''), coalesce(b.previous, ''), coalesce(b.error, ''), coalesce(b.held_reason, ''),
	coalesce(p.name, b.decided_by, ''), coalesce(b.note, ''), b.received_at, coalesce(b.checked_at, ''),
	coalesce(b.decided_at, ''), b.rev,
	coalesce(b.rows, -1), coalesce(b.added, -1), coalesce(b.removed, -1), coalesce(b.changed, -1),
	coalesce(b.bad, -1), coalesce(b.tries, -1), coalesce(b.file, ''), coalesce(b.replaced_by, ''),
	coalesce(b.undone, -1), coalesce(b.kept, -1)
FROM batch b LEFT JOIN source s ON s.id = b.source LEFT JOIN post p ON p.id = b.decided_by
WHERE ?1 = '' OR b.source = ?1 ORDER BY b.received_at DESC, b.id DESC;

-- name: sources_newest
-- ?1 source, ?2 status: the newest such hand-over's id.
SELECT id FROM batch WHERE source = ?1 AND status = ?2 AND (status <> 'FAILED' OR decided_at IS NULL)
ORDER BY received_at DESC, id DESC LIMIT 1;

-- name: sources_receipts
-- Runs of the townships' duties that this hand-over opened, and done ones: those of batch:SOURCE, then of
-- change:SOURCE.
SELECT count(*) FILTER (WHERE d.event LIKE 'batch:%'),
 count(*) FILTER (WHERE d.event LIKE 'batch:%' AND r.status = 'DONE'),
	count(*) FILTER (WHERE d.event LIKE 'change:%'),
	count(*) FILTER (WHERE d.event LIKE 'change:%' AND r.status = 'DONE')
FROM duty_run r JOIN duty d ON d.id = r.duty
WHERE r.event = 'batch:' || ?1 AND d.per = 'TOWNSHIP' AND r.status <> 'WAIVED';

-- name: sources_unreceipted
SELECT coalesce(CASE WHEN ?2 THEN v.name_en END, v.short, v.name, r.division)
FROM duty_run r JOIN duty d ON d.id = r.duty LEFT JOIN division v ON v.id = r.division
WHERE r.event = 'batch:' || ?1 AND d.per = 'TOWNSHIP' AND d.event LIKE 'batch:%' AND r.status = 'PENDING'
 ORDER BY r.division LIMIT 60;

-- name: sources_behind
-- A34: the newest roster taken from anybody after the source `roster` was last brought up to date (?1).
SELECT b.id, b.received_at FROM batch b JOIN source s ON s.id = b.source
WHERE s.takes = 'roster' AND coalesce(s.direction, 'IN') = 'IN' AND s.id <> 'roster' AND b.status = 'ACCEPTED'
 AND b.received_at > ?1
ORDER BY b.received_at DESC LIMIT 1;

-- name: sources_books
SELECT l.id, CASE WHEN ?1 THEN coalesce(l.name_en, l.name) ELSE l.name END,
	count(*) FILTER (WHERE e.status = 'OPEN'),
	count(*) FILTER (WHERE e.status = 'OPEN' AND e.deadline < ?2), count(e.id)
FROM ledger l LEFT JOIN entry e ON e.ledger = l.id WHERE l.area = 'DATA' GROUP BY l.id ORDER BY coalesce(l.sort, 999),
 l.id LIMIT 8;
