-- name: outbox_list
SELECT uuid, kind, id, verb, state, title, reason, args, at, base, acked_rev, answered_at, attempts FROM op
WHERE (?1 IS NULL OR uuid = ?1) AND (?2 OR state IN ('draft', 'pending', 'conflict', 'refused', 'acked', 'superseded'))
ORDER BY place;
