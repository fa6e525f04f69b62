-- The cache: what the hub said.  Kind tables are made from fields.def; here is what stands around them.

-- name: cache_meta
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- name: cache_indexes
CREATE INDEX division_parent ON division (parent);
CREATE INDEX task_parent ON task (parent);
CREATE INDEX task_division ON task (division);
CREATE INDEX sup_report_period ON sup_report (period, sup_group);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_object ON event (object_kind, object, at);
CREATE INDEX event_kind ON event (object_kind, at, object);
CREATE INDEX duty_run_deadline ON duty_run (deadline);
CREATE INDEX check_mark_list ON check_mark (checklist, period);
CREATE INDEX settlement_place ON settlement (division, svc, pop, scope, period);
CREATE INDEX settlement_period ON settlement (period);
CREATE INDEX figure_period ON figure (indicator, period);
CREATE INDEX figure_place ON figure (indicator, division, period, category);
CREATE INDEX param_key ON param (key, valid_from);
CREATE INDEX issue_open_deadline ON issue (deadline, id) WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_open_place ON issue (division, deadline, id)
	WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_open_source ON issue (source, deadline, id)
	WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_status ON issue (status, deadline, id);
CREATE INDEX issue_open_village ON issue (village, deadline, id)
	WHERE village IS NOT NULL AND status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX event_division ON event (division, at);
-- For the past (store/past/past.sql): when the last dated thing happened to an issue; which stand where none of
-- their own dates leads to.
CREATE INDEX issue_last ON issue (max(coalesce(found_at, ''), coalesce(acked_at, ''), coalesce(started_at, ''),
 coalesce(submitted_at, ''), coalesce(verified_at, ''), coalesce(closed_at, ''), coalesce(urged_at, '')));
CREATE INDEX issue_doubt ON issue (status)
 WHERE CASE status WHEN 'OPEN' THEN '' WHEN 'ACKED' THEN acked_at WHEN 'IN_PROGRESS' THEN started_at
 WHEN 'SUBMITTED' THEN submitted_at WHEN 'VERIFIED' THEN verified_at WHEN 'CLOSED' THEN closed_at END
 IS NOT max(coalesce(acked_at, ''), coalesce(started_at, ''), coalesce(submitted_at, ''), coalesce(verified_at, ''),
 coalesce(closed_at, ''));
CREATE INDEX entry_book ON entry (ledger, status, deadline, stage, division);
CREATE INDEX stage_book ON stage (ledger, sort);
CREATE INDEX ledger_field_book ON ledger_field (ledger, sort);

-- Kept counts, so that nobody counts a million rows.  By place, for the map: townships and villages each have their own
-- rows, and only what is open keeps its deadline, so that a place has no more rows than there are days on which
-- something is due.
CREATE TABLE issue_tally (
	place TEXT NOT NULL, class TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (place, class, deadline)
) STRICT, WITHOUT ROWID;
CREATE VIEW issue_tally_step AS SELECT NULL AS place, NULL AS status, NULL AS deadline, 0 AS n;
CREATE TRIGGER issue_tallied INSTEAD OF INSERT ON issue_tally_step WHEN new.place IS NOT NULL BEGIN
	INSERT INTO issue_tally VALUES (new.place,
		CASE WHEN new.status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') THEN lower(new.status) ELSE 'open' END,
		CASE WHEN new.status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') THEN '' ELSE new.deadline END, new.n)
	ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
-- Open ones are counted along their indexes, the others in one pass without their deadlines: no sort of a million rows.
INSERT INTO issue_tally SELECT division, 'open', deadline, count(*) FROM issue INDEXED BY issue_open_place
	WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') GROUP BY 1, 3;
INSERT INTO issue_tally SELECT village, 'open', deadline, count(*) FROM issue INDEXED BY issue_open_village
	WHERE village IS NOT NULL AND status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') GROUP BY 1, 3;
WITH over AS MATERIALIZED (SELECT division, village, status, count(*) AS n FROM issue
	WHERE status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') GROUP BY 1, 2, 3)
INSERT INTO issue_tally SELECT division, lower(status), '', sum(n) FROM over GROUP BY 1, 2
	UNION ALL SELECT village, lower(status), '', sum(n) FROM over WHERE village IS NOT NULL GROUP BY 1, 2;
CREATE TRIGGER issue_tallied_in AFTER INSERT ON issue BEGIN
	INSERT INTO issue_tally_step VALUES (new.division, new.status, new.deadline, 1),
		(new.village, new.status, new.deadline, 1);
END;
CREATE TRIGGER issue_tallied_out AFTER DELETE ON issue BEGIN
	INSERT INTO issue_tally_step VALUES (old.division, old.status, old.deadline, -1),
		(old.village, old.status, old.deadline, -1);
END;
CREATE TRIGGER issue_retallied AFTER UPDATE OF division, village, status, deadline ON issue
WHEN (old.division, old.village, old.status, old.deadline) IS NOT
		(new.division, new.village, new.status, new.deadline) BEGIN
	INSERT INTO issue_tally_step VALUES (old.division, old.status, old.deadline, -1),
		(old.village, old.status, old.deadline, -1),
		(new.division, new.status, new.deadline, 1), (new.village, new.status, new.deadline, 1);
END;

-- And by day alone, for the list's headings and its badge over the whole county.
CREATE TABLE issue_day (
	status TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (status, deadline)
) STRICT, WITHOUT ROWID;
INSERT INTO issue_day SELECT status, deadline, count(*) FROM issue INDEXED BY issue_status GROUP BY 1, 2;
CREATE TRIGGER issue_day_in AFTER INSERT ON issue BEGIN
	INSERT INTO issue_day VALUES (new.status, new.deadline, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER issue_day_out AFTER DELETE ON issue BEGIN
	UPDATE issue_day SET n = n - 1 WHERE status = old.status AND deadline = old.deadline;
END;
CREATE TRIGGER issue_day_moved AFTER UPDATE OF status, deadline ON issue
WHEN (old.status, old.deadline) IS NOT (new.status, new.deadline) BEGIN
	UPDATE issue_day SET n = n - 1 WHERE status = old.status AND deadline = old.deadline;
	INSERT INTO issue_day VALUES (new.status, new.deadline, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
