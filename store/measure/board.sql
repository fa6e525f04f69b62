-- ?1 the day looked at.
-- name: board_counts
SELECT (SELECT count(*) FROM duty_run WHERE status = 'PENDING' AND deadline < ?1),
	(SELECT count(*) FROM duty_run WHERE status = 'PENDING' AND deadline = ?1),
	(SELECT count(*) FROM entry WHERE status = 'OPEN' AND deadline < ?1),
	(SELECT count(*) FROM check_mark WHERE status = 'EXPECTED' AND deadline < ?1),
	(SELECT count(*) FROM batch WHERE status = 'HELD');
