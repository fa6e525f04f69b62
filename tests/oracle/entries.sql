-- Entries of ledgers at the day, by the stages they had reached; what else was filled in is not in the log.
DROP TABLE IF EXISTS step;
CREATE TABLE step AS SELECT e.id, e.ledger, e.division, e.persons, j.key AS n, j.value ->> 0 AS stage, j.value ->> 1 AS since, s.class, s.sort
FROM entry e, looked, json_each(coalesce(e.stages, json_array(json_array(e.stage, e.stage_since)))) j
	LEFT JOIN stage s ON s.ledger = e.ledger AND s.code = j.value ->> 0 WHERE j.value ->> 1 <= day;
CREATE INDEX step_id ON step (id, n);
DROP TABLE IF EXISTS stand;     -- where each stands: the last of its steps
CREATE TABLE stand AS SELECT s.*, e.category, e.period, e.amount_fen, substr(e.division, 1, 9) AS town,
	(SELECT count(*) FROM step a JOIN step b ON b.id = a.id AND b.n = a.n + 1 WHERE a.id = s.id AND a.class <> 'OPEN') AS relapses,
	CASE WHEN s.class <> 'OPEN' THEN NULL WHEN e.stage = s.stage AND e.stage_since = s.since THEN e.deadline
		WHEN g.day_unit = 'workday' THEN (SELECT min(b.day) FROM wd a, wd b WHERE a.day = s.since AND b.n = a.n + g.days AND b.day >= a.day)
		ELSE date(s.since, '+' || g.days || ' days') END AS deadline
FROM step s JOIN entry e ON e.id = s.id LEFT JOIN stage g ON g.ledger = s.ledger AND g.code = s.stage
WHERE s.n = (SELECT max(n) FROM step b WHERE b.id = s.id);
ALTER TABLE stand ADD COLUMN late INTEGER;
UPDATE stand SET late = deadline < (SELECT day FROM looked);
CREATE INDEX stand_ledger ON stand (ledger, stage);
