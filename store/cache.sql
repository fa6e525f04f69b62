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
CREATE INDEX settlement_place ON settlement (division, svc, pop, scope, period);
CREATE INDEX param_key ON param (key, valid_from);
CREATE INDEX issue_open_deadline ON issue (deadline, id) WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_division ON issue (division, deadline, id);
CREATE INDEX issue_village ON issue (village) WHERE village IS NOT NULL;

-- Kept counts: what the map needs without counting a million rows.
CREATE TABLE issue_count (
	division TEXT NOT NULL, status TEXT NOT NULL, deadline TEXT NOT NULL, source TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (division, status, deadline, source)
) STRICT, WITHOUT ROWID;
INSERT INTO issue_count SELECT division, status, deadline, source, count(*) FROM issue GROUP BY 1, 2, 3, 4;
CREATE TRIGGER issue_counted_in AFTER INSERT ON issue BEGIN
	INSERT INTO issue_count VALUES (new.division, new.status, new.deadline, new.source, 1)
	ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER issue_counted_out AFTER DELETE ON issue BEGIN
	UPDATE issue_count SET n = n - 1 WHERE division = old.division AND status = old.status AND deadline = old.deadline AND source = old.source;
END;
CREATE TRIGGER issue_recounted AFTER UPDATE OF division, status, deadline, source ON issue
WHEN (old.division, old.status, old.deadline, old.source) IS NOT (new.division, new.status, new.deadline, new.source) BEGIN
	UPDATE issue_count SET n = n - 1 WHERE division = old.division AND status = old.status AND deadline = old.deadline AND source = old.source;
	INSERT INTO issue_count VALUES (new.division, new.status, new.deadline, new.source, 1)
	ON CONFLICT DO UPDATE SET n = n + 1;
END;
