-- name: roster_source
SELECT coalesce(name, ''), coalesce(ledger, 'enrol_gap') FROM source WHERE id = ?1
-- Each source's last roster, outside the records, by key: no console ever sees it.
-- name: roster_schema
CREATE TABLE IF NOT EXISTS roster_row (
 source TEXT NOT NULL, batch TEXT NOT NULL, person TEXT NOT NULL, township TEXT NOT NULL, village TEXT NOT NULL, pops TEXT NOT NULL,
 enrolled INTEGER, paid INTEGER, paid_on TEXT NOT NULL, paid_pops TEXT NOT NULL, subsidy INTEGER, due INTEGER NOT NULL,
 tag INTEGER, flagged INTEGER, arrival TEXT NOT NULL, elsewhere INTEGER, reason TEXT NOT NULL, unpaid TEXT NOT NULL,
 unexplained INTEGER NOT NULL, PRIMARY KEY (source, batch, person)
) STRICT, WITHOUT ROWID;
-- People once for each place they count in (the township and the county) and category (ALL among them).
CREATE TEMP VIEW IF NOT EXISTS roster_counted AS
WITH pops(pop) AS MATERIALIZED (SELECT 'ALL' UNION SELECT code FROM term WHERE list = 'pop'),
 whole(county) AS MATERIALIZED (SELECT NULL UNION ALL SELECT value FROM main.meta WHERE key = 'county')
SELECT coalesce(county, township) AS place, pop, r.* FROM main.roster_row r CROSS JOIN whole
 CROSS JOIN pops ON pop = 'ALL' OR instr(' ' || pops || ' ', ' ' || pop || ' ') > 0

-- name: roster_put
INSERT INTO roster_row (source, batch, person, township, village, pops, enrolled, paid, paid_on, paid_pops, subsidy, due, tag, flagged,
 arrival, elsewhere, reason, unpaid, unexplained)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
-- name: roster_was
SELECT township, village, pops, coalesce(enrolled, -1), coalesce(paid, -1), paid_on, paid_pops, coalesce(subsidy, -1), coalesce(tag, -1),
 coalesce(flagged, -1), arrival, coalesce(elsewhere, -1), reason, unpaid, unexplained
 FROM roster_row WHERE source = ?1 AND batch = ?2 AND person = ?3
-- name: roster_count
SELECT count(*) FROM roster_row WHERE source = ?1 AND batch = ?2
-- The version a source stands at: there is one at a time.
-- name: roster_version
SELECT batch FROM roster_row WHERE source = ?1 AND batch <> ?2 ORDER BY batch DESC LIMIT 1
-- name: roster_old
DELETE FROM roster_row WHERE source = ?1 AND batch <> ?2
-- name: roster_gaps
SELECT person, township, village, pops FROM roster_row WHERE source = ?1 AND batch = ?2 AND unexplained = 1 ORDER BY person
-- Those with each code of the list.
-- name: roster_reasons
SELECT t.code, coalesce(t.name, ''), coalesce(t.name_en, ''), place, pop,
 sum(iif(?4 = 'reason', enrolled = 0 AND elsewhere IS NOT 1 AND reason = t.code, paid = 0 AND unpaid = t.code))
 FROM term t CROSS JOIN roster_counted WHERE t.list = ?3 AND source = ?1 AND batch = ?2 GROUP BY t.id, place, pop

-- Two sources' versions side by side, by township (of the left one, where it has the person).
-- name: roster_compare
SELECT township, sum(both), sum(only_left), sum(only_right), sum(place), sum(category), sum(cover), sum(pay),
 sum(place OR category OR cover OR pay) FROM (
 SELECT l.township AS township, r.person IS NOT NULL AS both, r.person IS NULL AS only_left, 0 AS only_right,
  coalesce(l.township <> r.township OR (l.village <> '' AND r.village <> '' AND l.village <> r.village), 0) AS place,
  coalesce(l.pops <> '' AND r.pops <> '' AND l.pops <> r.pops, 0) AS category,
  coalesce(l.enrolled <> r.enrolled, 0) AS cover, coalesce(l.paid <> r.paid, 0) AS pay
  FROM roster_row l LEFT JOIN roster_row r ON r.source = ?2 AND r.batch = ?4 AND r.person = l.person
  WHERE l.source = ?1 AND l.batch = ?3
 UNION ALL
 SELECT r.township, 0, 0, 1, 0, 0, 0, 0 FROM roster_row r WHERE r.source = ?2 AND r.batch = ?4
  AND NOT EXISTS (SELECT 1 FROM roster_row l WHERE l.source = ?1 AND l.batch = ?3 AND l.person = r.person)
) GROUP BY township ORDER BY township

-- The scratch file: rows as they came, the same person perhaps twice.
-- name: roster_scratch
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;
CREATE TABLE came (n INTEGER PRIMARY KEY, person TEXT, township TEXT, village TEXT, pops TEXT, enrolled INTEGER, paid INTEGER,
 paid_on TEXT, subsidy INTEGER, tag INTEGER, flagged INTEGER, arrival TEXT, elsewhere INTEGER, reason TEXT, unpaid TEXT);
CREATE TABLE odd (kind TEXT, township TEXT, person TEXT);
BEGIN
-- name: roster_came
INSERT INTO came VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
-- name: roster_odd
INSERT INTO odd VALUES (?1, ?2, ?3)
-- name: roster_people
SELECT count(DISTINCT person) FROM came
-- Of somebody listed twice the first row counts.
-- name: roster_sorted
SELECT person, township, village, pops, enrolled, paid, paid_on, subsidy, tag, flagged, arrival, elsewhere, reason, unpaid
 FROM came ORDER BY person, n
-- name: roster_odds
SELECT kind, township, count(DISTINCT person), group_concat(DISTINCT substr(person, 1, 16)) FROM odd GROUP BY kind, township ORDER BY 1, 2
