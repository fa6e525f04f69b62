-- The funnel of each ledger watched as one: how many entries and persons reached each stage, of how many of the stage
-- before, how long it took, who stands there and is past the day; for the county and each township (E14, 2.5).
DROP TABLE IF EXISTS at;
CREATE TABLE at AS SELECT county AS place, s.* FROM pack, step s UNION ALL SELECT substr(s.division, 1, 9), s.* FROM step s, pack
	WHERE length(s.division) >= 9;
CREATE INDEX at_key ON at (place, ledger, stage, id, n);
DROP TABLE IF EXISTS funnelled;
CREATE TABLE funnelled AS
SELECT p.place, s.ledger, s.code AS stage, s.class, s.sort,
	-- of those it may come from, the first on the way
	(SELECT b.code FROM stage b WHERE b.ledger = s.ledger AND ' ' || s.after || ' ' LIKE '% ' || b.code || ' %' ORDER BY b.sort LIMIT 1) AS base,
	(SELECT count(DISTINCT id) FROM at a WHERE a.place = p.place AND a.ledger = s.ledger AND a.stage = s.code) AS entries,
	(SELECT sum(persons) FROM (SELECT DISTINCT id, persons FROM at a WHERE a.place = p.place AND a.ledger = s.ledger AND a.stage = s.code)) AS persons
FROM stage s JOIN ledger l ON l.id = s.ledger AND l.funnel = 1, (SELECT county AS place FROM pack UNION ALL SELECT id FROM town) p;
DROP TABLE IF EXISTS took;      -- days of each move into a stage
CREATE TABLE took AS SELECT b.place, b.ledger, b.stage, CAST(julianday(b.since) - julianday(a.since) AS INTEGER) AS days,
	row_number() OVER (PARTITION BY b.place, b.ledger, b.stage ORDER BY julianday(b.since) - julianday(a.since)) AS r,
	count(*) OVER (PARTITION BY b.place, b.ledger, b.stage) AS n
FROM at b JOIN at a ON a.place = b.place AND a.id = b.id AND a.n = b.n - 1;

INSERT INTO want SELECT looked.day, 'funnel', f.ledger || '/' || f.place || '/' || f.stage, j.key, j.value
FROM funnelled f LEFT JOIN funnelled b ON b.place = f.place AND b.ledger = f.ledger AND b.stage = f.base, looked, json_each(json_object(
	'class', f.class, 'entries', f.entries, 'persons', coalesce(f.persons, 0), 'base', f.base,
	'entries_bp', CASE WHEN b.entries > 0 THEN CAST(round(10000.0 * f.entries / b.entries) AS INTEGER) END,
	'persons_bp', CASE WHEN b.persons > 0 THEN CAST(round(10000.0 * coalesce(f.persons, 0) / b.persons) AS INTEGER) END,
	'moves', (SELECT count(*) FROM took t WHERE t.place = f.place AND t.ledger = f.ledger AND t.stage = f.stage),
	'median_days', (SELECT days FROM took t WHERE t.place = f.place AND t.ledger = f.ledger AND t.stage = f.stage AND r = (n + 1) / 2),
	'worst_days', (SELECT max(days) FROM took t WHERE t.place = f.place AND t.ledger = f.ledger AND t.stage = f.stage),
	'here', (SELECT count(*) FROM stand s WHERE s.ledger = f.ledger AND s.stage = f.stage AND f.place IN (s.town, (SELECT county FROM pack))),
	'here_persons', (SELECT coalesce(sum(persons), 0) FROM stand s WHERE s.ledger = f.ledger AND s.stage = f.stage
		AND f.place IN (s.town, (SELECT county FROM pack))),
	'overdue', (SELECT count(*) FROM stand s WHERE s.ledger = f.ledger AND s.stage = f.stage AND late AND f.place IN (s.town, (SELECT county FROM pack))),
	'relapsed', (SELECT count(*) FROM stand s WHERE s.ledger = f.ledger AND relapses > 0 AND f.place IN (s.town, (SELECT county FROM pack))))) j
WHERE f.place = (SELECT county FROM pack) OR looked.day = (SELECT substr(clock, 1, 10) FROM pack);
