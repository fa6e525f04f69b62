-- A source as a hand-over needs it.
-- name: batch_source
SELECT coalesce(name, ''), takes, coalesce(ledger, ''), coalesce(shrink_bp, ?2) FROM source WHERE id = ?1
-- name: batch_sources
SELECT coalesce(min(id), ''), count(*), coalesce((SELECT group_concat(id, ' ') FROM source WHERE takes = ?1 AND
 direction IS NOT 'OUT'), ''), EXISTS (SELECT 1 FROM source WHERE id = ?2)
FROM source WHERE takes = ?1 AND direction IS NOT 'OUT' AND (?2 IS NULL OR id = ?2)

-- What a hand-over (?2) of source ?1 is judged against, by its bytes ?3 and period ?4; with ?5 the same bytes for
-- another period are another hand-over.
-- name: batch_earlier
WITH mine AS (SELECT id, status, period, coalesce(rows, 0) AS rows, received_at,
  sha256 = ?3 AND NOT (?5 AND coalesce(nullif(period, '') <> ?4, 0)) AS same
  FROM batch WHERE source = ?1 AND id <> ?2 AND direction IS NOT 'OUT')
SELECT (SELECT max(id) FROM mine WHERE status = 'HELD' AND same),
 (SELECT max(id) FROM mine WHERE status = 'ACCEPTED' AND same),
 (SELECT max(id) FROM mine WHERE status = 'ACCEPTED' AND period = ?4),
 (SELECT id FROM mine WHERE status = 'ACCEPTED' AND length(period) = length(?4) AND period > ?4
  ORDER BY period DESC, id DESC LIMIT 1), last.id, last.rows
 FROM (SELECT 1) LEFT JOIN (
  SELECT id, rows FROM mine WHERE status = 'ACCEPTED' ORDER BY received_at DESC, id DESC LIMIT 1) last
-- name: batch_earlier_sent
SELECT (SELECT max(id) FROM batch WHERE source = ?1 AND status = 'SENT' AND period = ?2),
 (SELECT id FROM batch WHERE source = ?1 AND status = 'SENT' ORDER BY received_at DESC, id DESC LIMIT 1)
-- How a source stands: the record of its failing, and the last one taken.
-- name: batch_newest
SELECT (SELECT max(id) FROM batch WHERE source = ?1 AND status = 'FAILED' AND coalesce(decided_at, '') = ''),
 (SELECT id FROM batch WHERE source = ?1 AND status = 'ACCEPTED' ORDER BY received_at DESC, id DESC LIMIT 1)
-- What this one took the place of.
-- name: batch_replaced
SELECT id FROM batch WHERE replaced_by = ?1 AND status = 'REPLACED'
