-- What every page stands on, for the day in `looked`: parameters, and the state of that day from the log.

DROP TABLE IF EXISTS p;
CREATE TABLE p (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO p SELECT key, value FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY valid_from DESC) r FROM param, looked
	WHERE (valid_from IS NULL OR valid_from <= day) AND (valid_to IS NULL OR valid_to >= day)) WHERE r = 1;

DROP TABLE IF EXISTS town;
CREATE TABLE town AS SELECT d.* FROM division d, looked WHERE level = 4 AND (valid_from IS NULL OR valid_from <= day)
	AND (valid_to IS NULL OR valid_to >= day);

-- The log up to the day. What only says something (urge, comment) leaves the state as it is.
DROP TABLE IF EXISTS log;
CREATE TABLE log AS SELECT e.*, substr(at, 1, 10) AS day_at, row_number() OVER (PARTITION BY object_kind, object ORDER BY at, e.id) AS n
	FROM event e, looked WHERE substr(at, 1, 10) <= day;
CREATE INDEX log_object ON log (object_kind, object, n);
DROP TABLE IF EXISTS state;
CREATE TABLE state AS SELECT object_kind, object, to_status AS status FROM (SELECT *, row_number() OVER (PARTITION BY object_kind, object
	ORDER BY n DESC) r FROM log WHERE to_status IS NOT NULL) WHERE r = 1;
CREATE UNIQUE INDEX state_object ON state (object_kind, object);

-- Issues of the day. One that was registered after the day is not there; one that the log does not register (a draft) is
-- there from the day it was found.
DROP TABLE IF EXISTS issue_then;
CREATE TABLE issue_then AS
SELECT i.id, i.division, i.source, i.kind, i.category, i.found_at, coalesce(s.status, i.status) AS status,
	CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.object_kind = 'issue' AND e.object = i.id AND verb = 'grant' AND substr(at, 1, 10) > day)
		THEN i.orig_deadline ELSE i.deadline END AS deadline,
	(SELECT count(*) FROM log WHERE object_kind = 'issue' AND object = i.id AND verb = 'return') AS returned,
	(SELECT count(*) FROM log WHERE object_kind = 'issue' AND object = i.id AND verb = 'reopen') AS reopened,
	CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.object_kind = 'issue' AND e.object = i.id AND verb = 'escalate')
		AND NOT EXISTS (SELECT 1 FROM log WHERE object_kind = 'issue' AND object = i.id AND verb = 'escalate') THEN 0
		ELSE coalesce(i.escalation, 0) END AS escalation
FROM issue i, looked LEFT JOIN state s ON s.object_kind = 'issue' AND s.object = i.id
WHERE coalesce((SELECT min(substr(at, 1, 10)) FROM event e WHERE e.object_kind = 'issue' AND e.object = i.id AND verb = 'register'),
	i.found_at) <= day;
ALTER TABLE issue_then ADD COLUMN class;
UPDATE issue_then SET class = CASE status WHEN 'CLOSED' THEN 'closed' WHEN 'CANCELLED' THEN 'cancelled' WHEN 'SUSPENDED' THEN 'held'
	ELSE 'open' END;
ALTER TABLE issue_then ADD COLUMN overdue INTEGER;      -- calendar days past the deadline, of what is open
UPDATE issue_then SET overdue = julianday((SELECT day FROM looked)) - julianday(deadline)
	WHERE class = 'open' AND deadline < (SELECT day FROM looked);
ALTER TABLE issue_then ADD COLUMN lamp;                 -- 2.3
UPDATE issue_then SET lamp = CASE WHEN class = 'closed' THEN 'BLUE' WHEN class <> 'open' THEN 'GREY'
	WHEN escalation >= 3 THEN 'MAGENTA'
	WHEN overdue IS NOT NULL OR returned >= 2 OR reopened > 0 THEN 'RED'
	WHEN returned = 1 OR (SELECT b.n - a.n FROM wd a, wd b, looked WHERE a.day = looked.day AND b.day = deadline)
		<= (SELECT value FROM p WHERE key = 'due_soon_workdays') + 0 THEN 'YELLOW' ELSE 'GREEN' END;

-- A task for townships of one class is none of the others' (A09).
DELETE FROM task WHERE class IS NOT NULL AND EXISTS (SELECT 1 FROM division d WHERE d.id = task.division AND d.class <> task.class);
-- Leaf tasks at the day and at other days the pages ask for (task_at has a row for each): what was reported by the day is
-- the trail's, whether it was done or checked the log's. Done and unchecked counts 90 at most, checked 100.
DROP TABLE IF EXISTS leaf;
CREATE TABLE leaf AS SELECT t.* FROM task t WHERE NOT EXISTS (SELECT 1 FROM task c WHERE c.parent = t.id);
DROP TABLE IF EXISTS asked;
CREATE TABLE asked (back INTEGER PRIMARY KEY, day);
INSERT INTO asked SELECT back, date(looked.day, '-' || back || ' days') FROM looked, (SELECT 0 AS back UNION SELECT 1 UNION SELECT 7 UNION SELECT 14);
DROP TABLE IF EXISTS task_at;
CREATE TABLE task_at AS
SELECT t.id, t.parent, t.division, t.front, t.pillar, t.weight, t.start, t.due, a.back, a.day, st.status,
	CASE st.status WHEN 'CHECKED' THEN 100 WHEN 'DONE' THEN min(90, st.pct) ELSE st.pct END AS pct,
	max(0.0, min(1.0, (julianday(a.day) - julianday(t.start)) / (julianday(t.due) - julianday(t.start)))) AS passed
FROM leaf t, asked a, (SELECT id, back, said AS pct, coalesce(logged, CASE
		WHEN then_day < start THEN 'TODO'
		WHEN status IN ('DONE', 'CHECKED') AND (in_log OR said < 100) THEN 'DOING' ELSE status END) AS status
	FROM (SELECT l.id, l.start, l.status, q.back, q.day AS then_day,
		EXISTS (SELECT 1 FROM event e WHERE e.object_kind = 'task' AND e.object = l.id) AS in_log,
		(SELECT e.to_status FROM event e WHERE e.object_kind = 'task' AND e.object = l.id AND e.to_status IS NOT NULL
			AND substr(e.at, 1, 10) <= q.day ORDER BY e.at DESC, e.id DESC LIMIT 1) AS logged,
		coalesce((SELECT json_extract(j.value, '$[1]') FROM json_each(coalesce(l.trail, '[]')) j
			WHERE json_extract(j.value, '$[0]') <= q.day ORDER BY j.key DESC LIMIT 1), CASE WHEN l.trail IS NULL THEN l.pct ELSE 0 END) AS said
		FROM leaf l, asked q)) st
WHERE st.id = t.id AND st.back = a.back;
CREATE INDEX task_at_id ON task_at (back, id);
UPDATE task_at SET passed = CASE WHEN day >= due THEN 1.0 ELSE 0.0 END WHERE start = due;

-- Figures of the day: of months that had begun and of years (a plan's may be to come), handed over by then.
DROP TABLE IF EXISTS figure_then;
CREATE TABLE figure_then AS SELECT f.* FROM figure f, looked WHERE (period <= substr(day, 1, length(period)) OR length(period) = 4)
	AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = f.batch AND substr(b.received_at, 1, 10) > day);
CREATE INDEX figure_then_id ON figure_then (id);
