-- name: claims_watches
SELECT w.id, w.name, w.svc, w.amount, coalesce(w.op, '>'), w.param, w.pop, w.not_pop, w.ledger, w.clause,
 w.condition, coalesce(w.scope, ''), w.least_param, w.days_param, w.sum_param, w."over" IS 'YEAR',
 coalesce(w.least, 1), w.valid_from, coalesce(w.valid_to, '9999-12-31'), l.id IS NOT NULL, l.unit IS '户'
 FROM watch w LEFT JOIN ledger l ON l.id = w.ledger
 ORDER BY coalesce(w.sort, 9999), w.id

-- What the hub keeps of claims, outside the records: no console ever sees it.
-- name: claims_schema
CREATE TABLE IF NOT EXISTS claim_part (
 watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL, claim TEXT NOT NULL,
 batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT, institution TEXT,
 fen2 INTEGER, fen3 INTEGER, fen4 INTEGER, PRIMARY KEY (watch, year, person, day, claim, batch)
) STRICT, WITHOUT ROWID;
-- Parts that a batch took the place of, as long as it may be taken back.
CREATE TABLE IF NOT EXISTS claim_was (
 by TEXT NOT NULL, watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL,
 claim TEXT NOT NULL, batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT,
 institution TEXT, fen2 INTEGER, fen3 INTEGER, fen4 INTEGER, PRIMARY KEY (by, watch, year, person, day, claim, batch)
) STRICT, WITHOUT ROWID;

-- name: claims_grown
SELECT count(*) FROM pragma_table_info('claim_part') WHERE name = 'fen4'
-- name: claims_grow
ALTER TABLE claim_part ADD COLUMN fen2 INTEGER; ALTER TABLE claim_part ADD COLUMN fen3 INTEGER;
ALTER TABLE claim_part ADD COLUMN fen4 INTEGER;
ALTER TABLE claim_was ADD COLUMN fen2 INTEGER; ALTER TABLE claim_was ADD COLUMN fen3 INTEGER;
ALTER TABLE claim_was ADD COLUMN fen4 INTEGER

-- What took the same bytes or period of the source before; held and turned away ones have left nothing.
-- name: claims_forget
DELETE FROM claim_part WHERE batch IN (SELECT id FROM batch WHERE source = ?1 AND status = 'ACCEPTED'
 AND (sha256 = ?2 OR period = ?3))
-- name: claims_remember
INSERT INTO claim_was (by, watch, year, person, day, claim, batch, fen, household, place, category, institution,
 fen2, fen3, fen4)
SELECT ?4, watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4
 FROM claim_part
 WHERE batch IN (SELECT id FROM batch WHERE source = ?1 AND status = 'ACCEPTED' AND (sha256 = ?2 OR period = ?3))
-- name: claims_forget_was
DELETE FROM claim_was WHERE by IN (SELECT id FROM batch WHERE source = ?1 AND received_at < ?2)
-- name: claims_undo
DELETE FROM claim_part WHERE batch = ?1
-- name: claims_give
INSERT INTO claim_part (watch, year, person, day, claim, batch, fen, household, place, category, institution,
 fen2, fen3, fen4)
SELECT watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4
 FROM claim_was
 WHERE by = ?1 ORDER BY watch, year, person, day, claim, batch
-- name: claims_given
DELETE FROM claim_was WHERE by = ?1
-- name: claims_keep
INSERT INTO claim_part (watch, year, person, day, batch, fen, household, place, category, institution, claim, fen2,
 fen3, fen4) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, nullif(?12, 0), nullif(?13, 0), nullif(?14, 0))
-- A person's amounts of a year in the order of days.
-- name: claims_walk
SELECT person, day, fen, household, place, category, institution, claim, fen2, fen3, fen4 FROM claim_part
 WHERE watch = ?1 AND year = ?2 ORDER BY person, day, claim, batch

-- The scratch file: gone when the import ends.
-- name: scratch_schema
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;
CREATE TABLE part (watch INTEGER, year INTEGER, person TEXT, day INTEGER, single INTEGER, fen INTEGER,
 household TEXT, place TEXT, category TEXT, institution TEXT, claim TEXT, fen2 INTEGER, fen3 INTEGER, fen4 INTEGER);
CREATE TABLE hit (watch INTEGER, year INTEGER, subject TEXT, person TEXT, first INTEGER, last INTEGER, claims INTEGER,
 fen INTEGER, threshold INTEGER, place TEXT, category TEXT, institution TEXT, house TEXT);
CREATE TABLE span (watch INTEGER, year INTEGER, subject TEXT, first INTEGER, last INTEGER);
BEGIN
-- name: scratch_part
INSERT INTO part VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
-- Sorted as the hub keeps them, so that they go in at the end of its pages.
-- name: scratch_sorted
SELECT watch, year, person, day, CASE WHEN single OR claim <> '' THEN max(fen) ELSE sum(fen) END,
 max(household), max(place), max(category), max(institution), claim,
 CASE WHEN single OR claim <> '' THEN max(fen2) ELSE sum(fen2) END,
 CASE WHEN claim <> '' THEN max(fen3) ELSE sum(fen3) END, CASE WHEN claim <> '' THEN max(fen4) ELSE sum(fen4) END
 FROM part GROUP BY watch, year, person, day, claim ORDER BY watch, year, person, day, claim
-- name: scratch_years
SELECT DISTINCT watch, year FROM part ORDER BY watch, year
-- name: scratch_hit
INSERT INTO hit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
-- name: scratch_index
CREATE INDEX hit_subject ON hit (watch, year, subject, first)
-- Hits of one subject of a watch in the order of days, its households numbered from 0.
-- name: scratch_days
SELECT year, subject, first, fen, dense_rank() OVER (PARTITION BY year, subject ORDER BY house) - 1 FROM hit
 WHERE watch = ?1 ORDER BY year, subject, first
-- name: scratch_span
INSERT INTO span VALUES (?1, ?2, ?3, ?4, ?5)
-- Only what lies in the days found for its subject is left.
-- name: scratch_within
DELETE FROM hit WHERE watch = ?1 AND NOT EXISTS (SELECT 1 FROM span s WHERE s.watch = hit.watch AND s.year = hit.year
 AND s.subject = hit.subject AND hit.first BETWEEN s.first AND s.last)
-- The institution is named when most of them come from one.
-- name: scratch_hits
SELECT watch, year, subject, count(DISTINCT person), count(DISTINCT house), sum(claims), min(first), max(last),
 sum(fen), max(threshold), max(place),
 max(category),
 (SELECT institution FROM hit one WHERE one.watch = hit.watch AND one.year = hit.year AND one.subject = hit.subject
 AND institution <> ''
  GROUP BY institution HAVING 2 * count(*) > (SELECT count(*) FROM hit every
   WHERE every.watch = hit.watch AND every.year = hit.year AND every.subject = hit.subject))
 FROM hit GROUP BY watch, year, subject
