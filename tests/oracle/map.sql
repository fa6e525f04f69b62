-- The battle map: each township's four measures with lamp, rank and counts, and the county's line at the head.
-- Progress is the weighted mean of the leaf tasks of the townships (the county's: of all townships'); the pace line the
-- same mean of what of each task's time has passed. Forecasts are over the tasks due by zero day, or where a place has none
-- of those, over all of its tasks; a fortnight's gain is spread over the workdays in it, with today, and on zero day one
-- workday is left (domain.md 2.3, 2.5, 6).

DROP TABLE IF EXISTS tt;        -- the townships' tasks, at today, yesterday, a week and a fortnight ago
CREATE TABLE tt AS SELECT a.*, t.id AS town FROM task_at a JOIN town t ON substr(a.division, 1, 9) = t.id;
DROP TABLE IF EXISTS axis;
CREATE TABLE axis AS SELECT id, axis FROM front UNION ALL SELECT '', 'all';
DROP TABLE IF EXISTS prog;
CREATE TABLE prog AS SELECT town, axis.id AS front, axis.axis, back, 1.0 * sum(weight * pct) / sum(weight) AS pct,
	100.0 * sum(weight * passed) / sum(weight) AS pace
FROM tt JOIN axis ON axis.id = '' OR axis.id = tt.front OR axis.id = tt.pillar GROUP BY 1, 2, 4;
INSERT INTO prog SELECT 'county', axis.id, axis.axis, back, 1.0 * sum(weight * pct) / sum(weight), 100.0 * sum(weight * passed) / sum(weight)
FROM tt JOIN axis ON axis.id = '' OR axis.id = tt.front OR axis.id = tt.pillar GROUP BY 2, 4;
ALTER TABLE prog ADD COLUMN lamp;       -- 2.3: red when a task of it is overdue, or by more points behind the pace line
UPDATE prog SET lamp = CASE WHEN pace - pct > (SELECT value + 1e-9 FROM p WHERE key = 'lag_red')
	OR EXISTS (SELECT 1 FROM tt WHERE tt.town = prog.town AND tt.back = prog.back AND (tt.front = prog.front OR tt.pillar = prog.front)
		AND tt.due < tt.day AND tt.status NOT IN ('DONE', 'CHECKED')) THEN 'RED'
	WHEN pace - pct >= (SELECT value - 1e-9 FROM p WHERE key = 'lag_yellow') THEN 'YELLOW' ELSE 'GREEN' END;
-- a tile is as its worst front
UPDATE prog SET lamp = (SELECT CASE max(CASE lamp WHEN 'RED' THEN 3 WHEN 'YELLOW' THEN 2 ELSE 1 END) WHEN 3 THEN 'RED' WHEN 2 THEN 'YELLOW'
	ELSE 'GREEN' END FROM prog f WHERE f.town = prog.town AND f.back = prog.back AND f.axis = 'front') WHERE front = '';

DROP TABLE IF EXISTS metric;    -- what of what, each township
CREATE TABLE metric (town, metric, front, rate, part, whole, pace, lamp, day, week);
INSERT INTO metric SELECT a.town, 'PROGRESS', a.front, a.pct, NULL, NULL, a.pace, a.lamp, a.pct - b.pct, a.pct - c.pct
FROM prog a LEFT JOIN prog b ON b.town = a.town AND b.front = a.front AND b.back = 1
	LEFT JOIN prog c ON c.town = a.town AND c.front = a.front AND c.back = 7 WHERE a.back = 0;

INSERT INTO metric (town, metric, front, part, whole, pace) SELECT t.id, 'CLOSED', '', sum(i.class = 'closed'), sum(i.class <> 'cancelled'),
	(SELECT 100.0 * max(0, min(1, (julianday(day) - julianday(a.value)) / (julianday(z.value) - julianday(a.value))))
		FROM looked, p a, p z WHERE a.key = 'pace_start' AND z.key = 'zero_day')
FROM town t JOIN issue_then i ON substr(i.division, 1, 9) = t.id GROUP BY 1;

-- A month's report is expected once its day is past, or when it was sent before; on time when it is there, was sent by
-- its day and does not lie returned.
DROP TABLE IF EXISTS report_then;
CREATE TABLE report_then AS SELECT r.*, coalesce(s.status, CASE WHEN r.submitted_at IS NULL THEN r.status
		WHEN EXISTS (SELECT 1 FROM event e WHERE e.object_kind = 'sup_report' AND e.object = r.id) THEN 'EXPECTED'
		WHEN substr(r.submitted_at, 1, 10) <= day THEN r.status ELSE 'EXPECTED' END) AS status_then,
	coalesce((SELECT max(day_at) FROM log WHERE object_kind = 'sup_report' AND object = r.id AND verb = 'submit'),
		CASE WHEN NOT EXISTS (SELECT 1 FROM event e WHERE e.object_kind = 'sup_report' AND e.object = r.id) AND
		substr(r.submitted_at, 1, 10) <= day THEN substr(r.submitted_at, 1, 10) END) AS sent
FROM sup_report r, looked LEFT JOIN state s ON s.object_kind = 'sup_report' AND s.object = r.id;
DROP TABLE IF EXISTS punctual;
CREATE TABLE punctual AS SELECT id, sup_group, period, status_then, sent IS NOT NULL AND sent <= due AND status_then <> 'RETURNED' AS on_time
FROM report_then, looked WHERE due < day OR sent IS NOT NULL AND status_then <> 'RETURNED';
INSERT INTO metric (town, metric, front, part, whole, pace) SELECT t.id, 'REPORTS', '', sum(on_time), count(*), 100.0
FROM town t, looked JOIN sup_assign a ON a.division = t.id AND a.valid_from <= day AND (a.valid_to IS NULL OR a.valid_to >= day)
	JOIN punctual r ON r.sup_group = a.sup_group GROUP BY 1;

-- The newest month that had been handed over by the day, of all insured or else of those the plan is for.
INSERT INTO metric (town, metric, front, part, whole, pace) SELECT t.id, 'INSTANT', '', s.instant_cases, s.eligible_cases,
	(SELECT value / 100.0 FROM p WHERE key = 'instant_target')
FROM town t JOIN settlement s ON s.division = t.id AND s.scope = 'ALL' AND s.svc = 'ALL' AND s.institution IS NULL
WHERE s.pop = (SELECT CASE WHEN EXISTS (SELECT 1 FROM settlement WHERE pop = 'ALL' AND division IN (SELECT id FROM town)) THEN 'ALL'
	ELSE (SELECT code FROM term WHERE list = 'pop' AND attr = 'poor') END)
AND s.period = (SELECT max(period) FROM settlement, looked WHERE length(division) = 9 AND length(period) = 7
	AND substr(coalesce(fetched_at, period), 1, 10) <= day);
UPDATE metric SET rate = 100.0 * part / whole WHERE metric <> 'PROGRESS' AND whole > 0;
UPDATE metric SET lamp = CASE WHEN pace - rate > (SELECT value + 1e-9 FROM p WHERE key = 'lag_red') THEN 'RED'
	WHEN pace - rate >= (SELECT value - 1e-9 FROM p WHERE key = 'lag_yellow') THEN 'YELLOW' ELSE 'GREEN' END
	WHERE metric IN ('CLOSED', 'REPORTS');
-- (def) a rate below its target is yellow, more than the yellow lag below it red; of too few cases it is grey and unranked
UPDATE metric SET lamp = CASE WHEN whole < (SELECT value + 0 FROM p WHERE key = 'fair_denominator') THEN 'GREY'
	WHEN rate >= pace THEN 'GREEN' WHEN pace - rate > (SELECT value + 0 FROM p WHERE key = 'lag_yellow') THEN 'RED'
	ELSE 'YELLOW' END WHERE metric = 'INSTANT';
-- what a township has nothing of has no rate, and is grey
DELETE FROM metric WHERE rate IS NULL OR town = 'county' OR front IN (SELECT id FROM front WHERE axis = 'pillar');
INSERT INTO metric (town, metric, front, lamp) SELECT t.id, k.metric, k.front, 'GREY' FROM town t,
	(SELECT DISTINCT 'PROGRESS' AS metric, id AS front FROM axis WHERE axis <> 'pillar' UNION ALL VALUES ('CLOSED', ''), ('REPORTS', ''), ('INSTANT', '')) k
WHERE NOT EXISTS (SELECT 1 FROM metric m WHERE m.town = t.id AND m.metric = k.metric AND m.front = k.front);

DROP TABLE IF EXISTS tally;     -- a township's issues
CREATE TABLE tally AS SELECT t.id AS town, coalesce(sum(i.class = 'open'), 0) AS open, coalesce(sum(i.overdue > 0), 0) AS overdue,
	max(i.overdue) AS oldest FROM town t LEFT JOIN issue_then i ON substr(i.division, 1, 9) = t.id GROUP BY 1;

INSERT INTO want SELECT looked.day, 'map', m.metric || '/' || m.front || '/' || m.town, j.key, j.value
FROM metric m JOIN tally USING (town) JOIN town ON town.id = m.town, looked, json_each(json_object(
	'rate', CAST(round(m.rate * 100) AS INTEGER), 'lamp', m.lamp, 'open', tally.open, 'overdue', tally.overdue, 'oldest', tally.oldest,
	'villages', town.villages, 'poor', town.poor)) j;
INSERT INTO want SELECT looked.day, 'map', m.metric || '/' || m.front || '/' || m.town, j.key, j.value
FROM metric m, looked, json_each(json_object('pace', CAST(round(m.pace * 100) AS INTEGER), 'part', m.part, 'whole', m.whole,
	'day', CAST(round(m.day * 100) AS INTEGER), 'week', CAST(round(m.week * 100) AS INTEGER))) j WHERE m.rate IS NOT NULL;
-- a rank where it is one township's alone (of equals the console may name either first)
INSERT INTO want SELECT looked.day, 'map', m.metric || '/' || m.front || '/' || m.town, 'rank',
	CASE WHEN m.lamp <> 'GREY' THEN 1 + (SELECT count(*) FROM metric b WHERE b.metric = m.metric AND b.front = m.front AND b.lamp <> 'GREY'
		AND b.rate > m.rate + 1e-9) END
FROM metric m, looked WHERE NOT EXISTS (SELECT 1 FROM metric b WHERE b.metric = m.metric AND b.front = m.front AND b.town <> m.town
	AND abs(b.rate - m.rate) < 1e-9 AND b.lamp <> 'GREY');

-- The forecast: over the tasks due by zero day, of each place and of the county.
DROP TABLE IF EXISTS fore;
CREATE TABLE fore AS
WITH z (zero) AS (SELECT value FROM p WHERE key = 'zero_day'),
chosen AS (SELECT axis.id AS front, place.town AS place, tt.* FROM axis, tt, (SELECT 'town' AS town UNION ALL SELECT 'county') place
	WHERE axis.id = ''),
named AS (SELECT CASE place WHEN 'town' THEN town ELSE place END AS at, * FROM chosen),
some AS (SELECT at, front, max(due <= zero) AS some FROM named, z GROUP BY 1, 2),
mean AS (SELECT n.at, n.front, back, 1.0 * sum(weight * pct) / sum(weight) AS pct, min(start) AS began, some FROM named n, z JOIN some s
	ON s.at = n.at AND s.front = n.front WHERE NOT some OR due <= zero GROUP BY 1, 2, 3)
SELECT a.at AS town, a.front, a.pct, a.some, 100.0 - a.pct AS lack, CASE WHEN t.n > f.n THEN (a.pct - b.pct) / (t.n - f.n) END AS gain,
	max(1, w.n - t.n) AS remain, w.n - t.n AS left, t.n AS today, z.zero, looked.day
FROM mean a JOIN mean b ON b.at = a.at AND b.front = a.front AND b.back = 14, z, looked, asked q, wd t, wd w, wd f
WHERE a.back = 0 AND q.back = 14 AND t.day = looked.day AND w.day = zero AND f.day = max(q.day, min(a.began, looked.day));
ALTER TABLE fore ADD COLUMN take INTEGER;
UPDATE fore SET take = CASE WHEN lack < 1e-9 THEN 0 WHEN gain > 1e-9 THEN CAST(-floor(-(lack / gain - 1e-9)) AS INTEGER) END;
INSERT INTO fore (town, front) SELECT t.id, a.id FROM (SELECT id FROM town UNION ALL SELECT 'county') t, axis a WHERE a.axis <> 'pillar'
	AND NOT EXISTS (SELECT 1 FROM fore f WHERE f.town = t.id AND f.front = a.id) AND a.id = '';
INSERT INTO want SELECT looked.day, CASE town WHEN 'county' THEN 'forecast' ELSE 'map' END,
	CASE town WHEN 'county' THEN front || '/county' ELSE 'PROGRESS/' || front || '/' || town END, j.key, j.value
FROM looked, fore, json_each(json_object('need', CASE WHEN looked.day <= zero THEN CAST(round(100 * lack / remain) AS INTEGER) END,
	'gain', CAST(round(gain * 100) AS INTEGER), 'late', take - left, 'basis_rate', CAST(round(pct * 100) AS INTEGER),
	'ends', (SELECT min(w.day) FROM wd w WHERE w.n = today + take AND w.day > fore.day AND w.day < '2035-12-31'))) j;

-- The head, as printed there: the county's progress and pace with one decimal, how many townships have which lamp, until the
-- phase begins whose first measure is another (A23).
INSERT INTO want SELECT looked.day, 'head', 'county', j.key, j.value FROM looked, json_each((SELECT json_object(
	'rate', CAST(round(pct * 10) AS INTEGER), 'pace', CAST(round(pace * 10) AS INTEGER)) FROM prog WHERE town = 'county' AND front = '' AND back = 0)) j
WHERE NOT EXISTS (SELECT 1 FROM p WHERE key = 'phase_consolidate' AND value <= looked.day);
INSERT INTO want SELECT looked.day, 'head', 'county', j.key, j.value FROM looked, json_each((SELECT json_object(
	'red', sum(lamp = 'RED'), 'yellow', sum(lamp = 'YELLOW'), 'green', sum(lamp = 'GREEN')) FROM prog WHERE town <> 'county' AND front = '' AND back = 0)) j
WHERE EXISTS (SELECT 1 FROM prog) AND NOT EXISTS (SELECT 1 FROM p WHERE key = 'phase_consolidate' AND value <= looked.day);
INSERT INTO want SELECT looked.day, 'head', 'county', j.key, j.value FROM looked, json_each((SELECT json_object(
	'open', coalesce(sum(class = 'open'), 0), 'overdue', coalesce(sum(overdue > 0), 0),
	'soon', coalesce(sum(class = 'open' AND overdue IS NULL AND (SELECT b.n - a.n FROM wd a, wd b WHERE a.day = (SELECT day FROM looked) AND b.day = deadline)
		<= (SELECT value + 0 FROM p WHERE key = 'due_soon_workdays')), 0)) FROM issue_then)) j WHERE EXISTS (SELECT 1 FROM issue);
-- the county's row as the townships' rows have it
INSERT INTO want SELECT looked.day, 'forecast', front || '/county', j.key, j.value FROM looked, prog, json_each(json_object(
	'rate', CAST(round(pct * 100) AS INTEGER), 'pace', CAST(round(pace * 100) AS INTEGER))) j WHERE town = 'county' AND back = 0 AND axis <> 'pillar';
INSERT INTO want SELECT looked.day, 'forecast', a.front || '/county', 'day', CAST(round(100 * (a.pct - b.pct)) AS INTEGER)
FROM looked, prog a JOIN prog b ON b.town = a.town AND b.front = a.front AND b.back = 1 WHERE a.town = 'county' AND a.back = 0 AND a.axis <> 'pillar';
INSERT INTO want SELECT looked.day, 'forecast', a.front || '/county', 'week', CAST(round(100 * (a.pct - b.pct)) AS INTEGER)
FROM looked, prog a JOIN prog b ON b.town = a.town AND b.front = a.front AND b.back = 7 WHERE a.town = 'county' AND a.back = 0 AND a.axis <> 'pillar';
INSERT INTO want SELECT looked.day, 'forecast', a.id || '/county', 'rate', NULL FROM looked, axis a WHERE a.axis <> 'pillar'
	AND NOT EXISTS (SELECT 1 FROM prog WHERE town = 'county' AND front = a.id);
