-- What the flow table must know about a record.  One row each, the same columns in the same order:
-- title, rev, status, source, submitted_by, verified_by, division, evidence, extensions, ext_until,
-- deadline, urged_at, artefacts.

-- name: target_issue
SELECT title, rev, status, source, submitted_by, verified_by, division,
	CASE WHEN json_valid(evidence) AND json_type(evidence) = 'array' THEN json_array_length(evidence) ELSE 0 END,
	coalesce(extensions, 0), ext_until, deadline, urged_at, 0
FROM issue WHERE id = ?1;

-- name: target_task
SELECT title, rev, status, '', done_by, checked_by, coalesce(division, ''),
	CASE WHEN json_valid(evidence) AND json_type(evidence) = 'array' THEN json_array_length(evidence) ELSE 0 END,
	0, NULL, due, urged_at, 0
FROM task WHERE id = ?1;

-- name: target_report
SELECT coalesce(g.name, r.sup_group) || ' ' || r.period, r.rev, r.status, '', r.submitted_by, r.accepted_by, '',
	0, 0, NULL, r.due, r.urged_at,
	r.analysed_at IS NOT NULL AND r.judged_at IS NOT NULL AND r.dispatched_at IS NOT NULL
FROM sup_report r LEFT JOIN sup_group g ON g.id = r.sup_group WHERE r.id = ?1;

-- name: target_cells
SELECT length(r.matrix) = n AND n > 0 AND r.matrix NOT GLOB '*[^012]*' FROM sup_report r,
	(SELECT (SELECT count(*) FROM term WHERE list = 'check_subject') *
		(SELECT count(*) FROM term WHERE list = 'check_aspect') AS n)
WHERE r.id = ?1;

-- name: target_duty_run
SELECT coalesce(title, duty), rev, status, '', done_by, waived_by, coalesce(division, ''),
	CASE WHEN json_valid(evidence) AND json_type(evidence) = 'array' THEN json_array_length(evidence) ELSE 0 END,
	0, NULL, deadline, urged_at, 0
FROM duty_run WHERE id = ?1;

-- name: target_duty
SELECT d.owner_role, d.evidence FROM duty_run r JOIN duty d ON d.id = r.duty WHERE r.id = ?1;

-- name: target_check_mark
SELECT coalesce(title, checklist), rev, status, '', marked_by, '', coalesce(division, ''),
	CASE WHEN json_valid(evidence) AND json_type(evidence) = 'array' THEN json_array_length(evidence) ELSE 0 END,
	0, NULL, deadline, urged_at, 0
FROM check_mark WHERE id = ?1;

-- name: target_entry
SELECT title, rev, status, '', moved_by, '', coalesce(division, ''),
	CASE WHEN json_valid(evidence) AND json_type(evidence) = 'array' THEN json_array_length(evidence) ELSE 0 END,
	0, NULL, deadline, urged_at, 0
FROM entry WHERE id = ?1;

-- name: target_batch
SELECT coalesce(b.title, s.name, b.source), b.rev, b.status, b.source, NULL, b.decided_by, coalesce(b.division, ''), 0,
 0, NULL, NULL, NULL, 0
FROM batch b LEFT JOIN source s ON s.id = b.source WHERE b.id = ?1;

-- name: target_settlement
SELECT coalesce(d.short, d.name, s.division) || ' ' || s.period, s.rev, NULL, '', '', '', s.division, 0, 0, NULL, NULL,
 NULL, 0
FROM settlement s LEFT JOIN division d ON d.id = s.division WHERE s.id = ?1;

-- name: target_figure
SELECT name, rev, NULL, '', '', '', division, 0, 0, NULL, NULL, NULL, 0 FROM figure WHERE id = ?1;
