-- Tasks: a parent is the weighted mean of its children, in progress, in pace and in what a fortnight brought; what is
-- lacking is spread over the workdays left, one at least; at the fortnight's rate (since its start, if that is later) it ends
-- so many workdays from today
-- (domain.md 2.3, 2.5, 6).
DROP TABLE IF EXISTS share;
CREATE TABLE share AS
WITH RECURSIVE s (task, node, part) AS (SELECT id, id, 1.0 FROM task
	UNION ALL SELECT s.task, c.id, s.part * c.weight / (SELECT sum(b.weight) FROM task b WHERE b.parent = c.parent)
		FROM s JOIN task c ON c.parent = s.node)
SELECT s.task, s.node AS leaf, s.part FROM s JOIN leaf ON leaf.id = s.node;
DROP TABLE IF EXISTS whole;
CREATE TABLE whole AS
SELECT t.id, t.start, t.due, count(*) AS leaves, sum(a.status IN ('DONE', 'CHECKED')) AS complete,
	CASE WHEN count(*) = 1 AND s.leaf = t.id THEN a.status END AS status,
	sum(s.part * a.pct) AS pct, sum(s.part * b.pct) AS past, 100 * sum(s.part * a.passed) AS pace
FROM task t JOIN share s ON s.task = t.id JOIN task_at a ON a.id = s.leaf AND a.back = 0 JOIN task_at b ON b.id = s.leaf AND b.back = 14
GROUP BY t.id;
DROP TABLE IF EXISTS plan;
CREATE TABLE plan AS
SELECT w.*, looked.day, due < looked.day AND complete < leaves AS over, t.n AS today, t.n - f.n AS fortnight, max(1, d.n - t.n) AS remain, d.n - t.n AS left,
	complete = leaves AS ready, 100 - pct AS lack
FROM whole w, looked, asked q, wd t, wd f, wd d WHERE q.back = 14 AND t.day = looked.day AND f.day = max(q.day, min(w.start, looked.day)) AND d.day = w.due;
ALTER TABLE plan ADD COLUMN gain; ALTER TABLE plan ADD COLUMN take INTEGER;
UPDATE plan SET gain = (pct - past) / fortnight WHERE NOT ready AND fortnight > 0;
UPDATE plan SET take = CAST(-floor(-(lack / gain - 1e-9)) AS INTEGER) WHERE gain > 1e-9;

INSERT INTO want SELECT day, 'tasks', plan.id, j.key, j.value FROM plan, json_each(json_object(
	'due', due, 'pct', CAST(round(100 * pct) AS INTEGER), 'leaves', leaves, 'complete', complete,
	'overdue', CASE WHEN over THEN julianday(day) - julianday(due) END,
	'need', CASE WHEN NOT ready AND NOT over THEN CAST(round(100 * lack / remain) AS INTEGER) END,
	'gain', CAST(round(100 * gain) AS INTEGER),
	'ends', (SELECT min(w.day) FROM wd w WHERE w.n = today + take AND w.day > plan.day AND w.day < '2035-12-31'),
	'lamp', CASE WHEN ready AND pct > 100 - 1e-9 THEN 'BLUE' WHEN over THEN 'RED' WHEN start > day AND pct < 1e-9 THEN 'GREY'
		WHEN pace - pct > (SELECT value + 1e-9 FROM p WHERE key = 'lag_red') THEN 'RED'
		WHEN pace - pct >= (SELECT value - 1e-9 FROM p WHERE key = 'lag_yellow') THEN 'YELLOW' ELSE 'GREEN' END)) j;
INSERT INTO want SELECT day, 'tasks', id, 'late', take - left FROM plan WHERE take IS NOT NULL;
-- the state of a day that is over is compared where the log tells it
INSERT INTO want SELECT day, 'tasks', id, 'status', status FROM plan WHERE status IS NOT NULL AND (day >= (SELECT substr(clock, 1, 10) FROM pack)
	OR EXISTS (SELECT 1 FROM log WHERE object_kind = 'task' AND object = plan.id));
