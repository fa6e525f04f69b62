-- name: roster_source
SELECT coalesce(name, ''), coalesce(ledger, 'enrol_gap') FROM source WHERE id = ?1
-- Each source's last roster, outside the records, by key: no console ever sees it.
-- name: roster_schema
CREATE TABLE IF NOT EXISTS roster_row (
 source TEXT NOT NULL, batch TEXT NOT NULL, person TEXT NOT NULL, township TEXT NOT NULL, village TEXT NOT NULL,
 pops TEXT NOT NULL,
 enrolled INTEGER, paid INTEGER, paid_on TEXT NOT NULL, paid_pops TEXT NOT NULL, subsidy INTEGER, due INTEGER NOT NULL,
 tag INTEGER, flagged INTEGER, arrival TEXT NOT NULL, elsewhere INTEGER, reason TEXT NOT NULL, unpaid TEXT NOT NULL,
 unexplained INTEGER NOT NULL, PRIMARY KEY (source, batch, person)
) STRICT, WITHOUT ROWID;
-- What each version changed in the one before it (`was`), so that it can be taken back: people as they were then, those
-- who were not there with nothing but their key, and one of nobody that says which version it was.
CREATE TABLE IF NOT EXISTS roster_was (
 by TEXT NOT NULL, source TEXT NOT NULL, was TEXT NOT NULL, person TEXT NOT NULL, township TEXT, village TEXT,
 pops TEXT, enrolled INTEGER, paid INTEGER, paid_on TEXT, paid_pops TEXT, subsidy INTEGER, due INTEGER, tag INTEGER,
 flagged INTEGER, arrival TEXT, elsewhere INTEGER, reason TEXT, unpaid TEXT, unexplained INTEGER,
 PRIMARY KEY (by, person)
) STRICT, WITHOUT ROWID;
-- What was odd about whom in which version, and the period whose entry says so.
CREATE TABLE IF NOT EXISTS roster_odd (
 source TEXT NOT NULL, batch TEXT NOT NULL, kind TEXT NOT NULL, person TEXT NOT NULL, since TEXT NOT NULL,
 PRIMARY KEY (source, batch, kind, person)
) STRICT, WITHOUT ROWID;
-- Figures are of townships and of the county, of all people and of each category.
CREATE TEMP VIEW IF NOT EXISTS roster_whole (county) AS SELECT NULL UNION ALL SELECT value FROM main.meta
 WHERE key = 'county';
CREATE TEMP VIEW IF NOT EXISTS roster_pops (pop) AS SELECT 'ALL' UNION SELECT code FROM term WHERE list = 'pop'

-- name: roster_count
SELECT count(*) FROM roster_row WHERE source = ?1 AND batch = ?2
-- The version a source stands at: there is one at a time.
-- name: roster_version
SELECT batch FROM roster_row WHERE source = ?1 AND batch <> ?2 ORDER BY batch DESC LIMIT 1
-- name: roster_old
DELETE FROM roster_row WHERE source = ?1 AND batch <> ?2
-- Those the plan is about, not everybody.
-- name: roster_gaps
SELECT person, township, village, pops FROM roster_row WHERE source = ?1 AND batch = ?2 AND unexplained = 1
 AND pops NOT IN ('', 'OTHER') ORDER BY person
-- People with each code of a list, zero where there is nobody with it.
-- name: roster_reasons
WITH base AS MATERIALIZED (SELECT township, pops,
 iif(?4 = 'reason', iif(enrolled = 0 AND elsewhere IS NOT 1, reason, ''), iif(paid = 0, unpaid, '')) AS code,
 count(*) AS people FROM roster_row WHERE source = ?1 AND batch = ?2 GROUP BY 1, 2, 3)
SELECT t.code, coalesce(t.name, ''), coalesce(t.name_en, ''), coalesce(county, township), pop,
 sum(iif(base.code = t.code, people, 0))
 FROM term t CROSS JOIN base CROSS JOIN roster_whole CROSS JOIN roster_pops ON pop = 'ALL'
 OR instr(' ' || pops || ' ', ' ' || pop || ' ') > 0
 WHERE t.list = ?3 GROUP BY t.id, 4, 5

-- What a source is called and the version it stands at.
-- name: roster_stands
SELECT coalesce(name, id), (SELECT max(batch) FROM roster_row WHERE source = s.id) FROM source s WHERE id = ?1
-- Two sources' versions side by side, for the county and by township (of the left one, where it has the person).
-- name: roster_compare
SELECT coalesce(county, township), sum(both), sum(only_left), sum(only_right), sum(place), sum(category),
 sum(cover), sum(pay), sum(place OR category OR cover OR pay) FROM (
 SELECT l.township AS township, r.person IS NOT NULL AS both, r.person IS NULL AS only_left, 0 AS only_right,
  coalesce(l.township <> r.township OR (l.village <> '' AND r.village <> '' AND l.village <> r.village), 0) AS place,
  coalesce(l.pops <> '' AND r.pops <> '' AND l.pops <> r.pops, 0) AS category,
  coalesce(l.enrolled <> r.enrolled, 0) AS cover, coalesce(l.paid <> r.paid, 0) AS pay
  FROM roster_row l LEFT JOIN roster_row r ON r.source = ?2 AND r.batch = ?4 AND r.person = l.person
  WHERE l.source = ?1 AND l.batch = ?3
 UNION ALL
 SELECT r.township, 0, 0, 1, 0, 0, 0, 0 FROM roster_row r WHERE r.source = ?2 AND r.batch = ?4
  AND NOT EXISTS (SELECT 1 FROM roster_row l WHERE l.source = ?1 AND l.batch = ?3 AND l.person = r.person)
) CROSS JOIN roster_whole GROUP BY county IS NULL, 1 ORDER BY county IS NULL, 1

-- Rows as they come, the same person perhaps twice, and what is odd about some of them.
-- name: roster_scratch
PRAGMA temp.cache_size = -8192;
CREATE TEMP TABLE came (n INTEGER PRIMARY KEY, person TEXT, township TEXT, village TEXT, pops TEXT, enrolled INTEGER,
 paid INTEGER, paid_on TEXT, subsidy INTEGER, tag INTEGER, flagged INTEGER, arrival TEXT, elsewhere INTEGER,
 reason TEXT, unpaid TEXT, due INTEGER);
CREATE TEMP TABLE odd (kind TEXT, township TEXT, person TEXT)
-- name: roster_scratch_drop
DROP TABLE IF EXISTS temp.came; DROP TABLE IF EXISTS temp.odd
-- name: roster_came
INSERT INTO came VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
-- name: roster_odd
INSERT INTO odd VALUES (?1, ?2, ?3)
-- Of somebody listed twice the first row counts.
-- name: roster_first
CREATE INDEX temp.came_person ON came (person, n);
INSERT INTO odd SELECT 'DUP_ID', township, person FROM came c
 WHERE n > (SELECT min(n) FROM came f WHERE f.person = c.person) ORDER BY person, n;
DELETE FROM came WHERE n > (SELECT min(n) FROM came f WHERE f.person = came.person);
INSERT INTO odd SELECT 'UNTAGGED', township, person FROM came WHERE enrolled = 1 AND paid = 1 AND tag = 0
 ORDER BY person
-- name: roster_people
SELECT count(*) FROM came
-- Who was odd in the version before (?3), too, and stands in an entry of then that is still open, is there already.
-- name: roster_odd_keep
WITH known AS MATERIALIZED (SELECT DISTINCT e.division, e.period, json_extract(e.extra, '$.kind') AS kind
 FROM entry e JOIN stage s ON s.id = e.ledger || ':' || e.stage
 WHERE e.ledger = 'anomaly' AND e.source = ?1 AND s.class = 'OPEN')
INSERT OR IGNORE INTO roster_odd SELECT ?1, ?2, o.kind, o.person, coalesce(k.period, ?4) FROM odd o
 LEFT JOIN roster_odd w ON w.source = ?1 AND w.batch = ?3 AND w.kind = o.kind AND w.person = o.person
 LEFT JOIN known k ON k.division = o.township AND k.kind = o.kind AND k.period = w.since
-- name: roster_odds
SELECT o.kind, o.township, count(DISTINCT o.person), group_concat(DISTINCT substr(o.person, 1, 16)) FROM odd o
 JOIN roster_odd w ON w.source = ?1 AND w.batch = ?2 AND w.kind = o.kind AND w.person = o.person AND w.since = ?3
 GROUP BY 1, 2 ORDER BY 1, 2

-- The new version beside the last (?2): who is new, who has changed, and of the ?3 people of then how many are gone.
-- name: roster_differences
SELECT count(*) - count(w.person), sum(w.person IS NOT NULL AND (c.township, c.village, c.pops, c.enrolled, c.paid,
 c.subsidy, c.tag, c.flagged, c.arrival, c.elsewhere, c.reason, c.unpaid)
 IS NOT (w.township, w.village, w.pops, w.enrolled, w.paid, w.subsidy,
 w.tag, w.flagged, w.arrival, w.elsewhere, w.reason, w.unpaid)), ?3 - count(w.person)
 FROM came c LEFT JOIN roster_row w ON w.source = ?1 AND w.batch = ?2 AND w.person = c.person
-- What one paid under, and what was due for it, stays whatever one is now and whatever the params say then (A45,
-- A92); a payment of another year is another.  Somebody who has not paid is due nothing yet.
-- name: roster_keep
INSERT INTO roster_row (source, batch, person, township, village, pops, enrolled, paid, paid_on, paid_pops, subsidy,
 due, tag, flagged, arrival, elsewhere, reason, unpaid, unexplained)
SELECT ?1, ?3, person, township, village, pops, enrolled, paid, since, under, subsidy,
 iif(paid = 0, 0, owed), tag, flagged, arrival, elsewhere, reason, unpaid,
 coalesce(enrolled = 0 AND elsewhere IS NOT 1 AND reason = '', 0)
 FROM (SELECT *, iif(again AND was_on <> '', was_on, paid_on) AS since,
  iif(paid = 1, iif(again, was_pops, pops), '') AS under, iif(again AND was_pops <> '', was_due, due) AS owed
  FROM (SELECT c.*, w.paid_on AS was_on, w.paid_pops AS was_pops, w.due AS was_due,
   coalesce(c.paid = 1 AND w.paid = 1 AND (c.paid_on = '' OR w.paid_on = ''
    OR substr(c.paid_on, 1, 4) = substr(w.paid_on, 1, 4)), 0) AS again
   FROM came c LEFT JOIN roster_row w ON w.source = ?1 AND w.batch = ?2 AND w.person = c.person))
 ORDER BY person

-- Who was given another subsidy than was due; ?3: packs say by rules who has one, so that nothing due is known, too.
-- name: roster_subsidies
INSERT INTO odd SELECT iif(subsidy < due, 'SUBSIDY_LOW', 'SUBSIDY_HIGH'), township, person FROM roster_row
 WHERE source = ?1 AND batch = ?2 AND (subsidy < due OR (subsidy > due AND (due > 0 OR ?3))) ORDER BY person

-- name: roster_remember
INSERT INTO roster_was SELECT ?3, ?1, ?2, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
 NULL, NULL, NULL, NULL
UNION ALL SELECT ?3, ?1, ?2, n.person, w.township, w.village, w.pops, w.enrolled, w.paid, w.paid_on, w.paid_pops,
 w.subsidy, w.due, w.tag, w.flagged, w.arrival, w.elsewhere, w.reason, w.unpaid, w.unexplained
 FROM roster_row n LEFT JOIN roster_row w ON w.source = ?1 AND w.batch = ?2 AND w.person = n.person
 WHERE n.source = ?1 AND n.batch = ?3 AND ?2 <> '' AND (n.township, n.village, n.pops, n.enrolled, n.paid, n.paid_on,
  n.paid_pops, n.subsidy, n.due, n.tag, n.flagged, n.arrival, n.elsewhere, n.reason, n.unpaid, n.unexplained)
 IS NOT (w.township, w.village, w.pops, w.enrolled, w.paid, w.paid_on, w.paid_pops, w.subsidy, w.due, w.tag,
  w.flagged, w.arrival, w.elsewhere, w.reason, w.unpaid, w.unexplained)
UNION ALL SELECT ?3, ?1, ?2, w.person, w.township, w.village, w.pops, w.enrolled, w.paid, w.paid_on, w.paid_pops,
 w.subsidy, w.due, w.tag, w.flagged, w.arrival, w.elsewhere, w.reason, w.unpaid, w.unexplained
 FROM roster_row w WHERE w.source = ?1 AND w.batch = ?2
 AND NOT EXISTS (SELECT 1 FROM roster_row n WHERE n.source = ?1 AND n.batch = ?3 AND n.person = w.person)
-- What was remembered of versions that came before ?2 is forgotten with what their batches found.
-- name: roster_forget_odd
DELETE FROM roster_odd WHERE source = ?1 AND batch <> ?3
 AND batch IN (SELECT id FROM batch WHERE source = ?1 AND received_at < ?2)
-- name: roster_forget_was
DELETE FROM roster_was WHERE source = ?1 AND by IN (SELECT id FROM batch WHERE source = ?1 AND received_at < ?2)

-- Taking the version ?2 of source ?1 back: the one before it.
-- name: undo_version
SELECT was FROM roster_was WHERE by = ?1 AND person = ''
-- name: undo_standing
SELECT coalesce(max(batch), '') FROM roster_row WHERE source = ?1
-- Those who are another's or nobody's then.
-- name: undo_take
DELETE FROM roster_row WHERE source = ?1 AND batch = ?2 AND (?3 = '' OR person IN (
 SELECT person FROM roster_was WHERE by = ?2))
-- name: undo_odd
DELETE FROM roster_odd WHERE source = ?1 AND batch = ?2
-- name: undo_rename
UPDATE roster_row SET batch = ?3 WHERE source = ?1 AND batch = ?2
-- name: undo_give
INSERT INTO roster_row (source, batch, person, township, village, pops, enrolled, paid, paid_on, paid_pops, subsidy,
 due, tag, flagged, arrival, elsewhere, reason, unpaid, unexplained)
SELECT ?1, ?3, person, township, village, pops, enrolled, paid, paid_on, paid_pops, subsidy, due, tag, flagged, arrival,
 elsewhere, reason, unpaid, unexplained FROM roster_was WHERE by = ?2 AND township IS NOT NULL ORDER BY person
-- name: undo_done
DELETE FROM roster_was WHERE by = ?1
