-- The past (past.h).  The day that is looked at: `day` itself, `over` behind every instant of it and before the next.
-- name: past_begin
PRAGMA temp.cache_size = -8192;
CREATE TEMP TABLE past_day (day TEXT NOT NULL, over TEXT NOT NULL);
CREATE TEMP TABLE past_said (kind INTEGER PRIMARY KEY, untold INTEGER NOT NULL, withdrawn INTEGER NOT NULL);
-- Nothing of what happened since.
CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE at < (SELECT over FROM temp.past_day);

-- name: past_set
INSERT INTO temp.past_day VALUES (?1, ?1 || 'U');

-- name: past_events_since
-- Has something happened to records of the kind ?1 since?
SELECT EXISTS (SELECT 1 FROM main.event WHERE object_kind = ?1 AND at > (SELECT over FROM temp.past_day));

-- name: past_indexes
SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL;

-- name: past_version
PRAGMA main.data_version;

-- name: past_said
SELECT untold, withdrawn FROM temp.past_said WHERE kind = ?1;

-- What of the issues may have stood otherwise: dated since (index issue_last), standing where none of their own dates
-- leads to (index issue_doubt), with a step since (index event_kind).
-- name: past_issue_maybe
DELETE FROM temp.maybe_issue;
INSERT INTO temp.maybe_issue SELECT pk FROM main.issue INDEXED BY issue_last
 WHERE max(coalesce(found_at, ''), coalesce(acked_at, ''), coalesce(started_at, ''), coalesce(submitted_at, ''),
 coalesce(verified_at, ''), coalesce(closed_at, ''), coalesce(urged_at, '')) > (SELECT over FROM temp.past_day)
UNION SELECT pk FROM main.issue INDEXED BY issue_doubt
 WHERE CASE status WHEN 'OPEN' THEN '' WHEN 'ACKED' THEN acked_at WHEN 'IN_PROGRESS' THEN started_at
 WHEN 'SUBMITTED' THEN submitted_at WHEN 'VERIFIED' THEN verified_at WHEN 'CLOSED' THEN closed_at END
 IS NOT max(coalesce(acked_at, ''), coalesce(started_at, ''), coalesce(submitted_at, ''), coalesce(verified_at, ''),
 coalesce(closed_at, ''))
UNION SELECT i.pk FROM (SELECT DISTINCT object FROM main.event INDEXED BY event_kind WHERE object_kind = 'issue'
 AND at > (SELECT over FROM temp.past_day)) o CROSS JOIN main.issue i ON i.id = o.object;

-- The counts that are kept of the issues (store/cache/cache.sql).
-- name: past_issue_make
CREATE TEMP TABLE maybe_issue (pk INTEGER PRIMARY KEY);
CREATE INDEX temp.then_issue_open ON then_issue (deadline, id)
 WHERE standing NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX temp.then_issue_status ON then_issue (standing, deadline, id);
CREATE INDEX temp.then_issue_id ON then_issue (id) WHERE standing IS NOT NULL;
CREATE TEMP TABLE moving (division TEXT, village TEXT, status TEXT, deadline TEXT, n INTEGER);
CREATE TEMP TABLE issue_tally (place TEXT NOT NULL, class TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (place, class, deadline)) WITHOUT ROWID;
CREATE TEMP TABLE issue_day (status TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (status, deadline)) WITHOUT ROWID;

-- Of those that have moved what they are now goes, what they were comes.
-- name: past_issue_fill
DELETE FROM temp.issue_day;
INSERT INTO temp.issue_day SELECT status, deadline, n FROM main.issue_day;
DELETE FROM temp.issue_tally;
INSERT INTO temp.issue_tally SELECT place, class, deadline, n FROM main.issue_tally;
DELETE FROM temp.moving;
INSERT INTO temp.moving SELECT division, village, now_status, now_deadline, -count(*) FROM temp.then_issue
 GROUP BY 1, 2, 3, 4;
INSERT INTO temp.moving SELECT coalesce(was ->> '$.division', division),
 iif(json_type(was, '$.village') IS NULL, village, was ->> '$.village'), standing, deadline, count(*)
 FROM temp.then_issue WHERE standing IS NOT NULL GROUP BY 1, 2, 3, 4;
INSERT INTO temp.issue_day SELECT status, deadline, sum(n) FROM temp.moving WHERE 1 GROUP BY 1, 2
 ON CONFLICT DO UPDATE SET n = n + excluded.n;
INSERT INTO temp.issue_tally SELECT place, iif(over, lower(status), 'open'), iif(over, '', deadline), sum(n) FROM
 (SELECT division AS place, status, deadline, n, status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') AS over FROM temp.moving
 UNION ALL SELECT village, status, deadline, n, status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') FROM temp.moving)
 WHERE place IS NOT NULL GROUP BY 1, 2, 3
 ON CONFLICT DO UPDATE SET n = n + excluded.n;
DELETE FROM temp.moving;
