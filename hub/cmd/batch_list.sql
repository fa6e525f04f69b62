-- Batches, newest first; of one source (?1) or of all ('').
-- name: batch_list
SELECT id, source, coalesce(file, ''), coalesce(period, ''), coalesce(rows, 0), status, received_at FROM batch
 WHERE ?1 = '' OR source = ?1 ORDER BY received_at DESC, id DESC
