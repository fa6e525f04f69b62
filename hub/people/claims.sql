-- name: claims_watches
SELECT w.id, w.name, w.svc, w.amount, coalesce(w.op, '>'), w.param, w.pop, w.not_pop, w.ledger, w.clause,
 w.condition, coalesce(w.scope, ''), w.least_param, w.days_param, w.sum_param, w."over" IS 'YEAR',
 coalesce(w.least, 1), w.valid_from, coalesce(w.valid_to, '9999-12-31'), l.id IS NOT NULL, l.unit IS '户'
 FROM watch w LEFT JOIN ledger l ON l.id = w.ledger
 ORDER BY coalesce(w.sort, 9999), w.id

-- What the hub keeps of claims, outside the records: no console ever sees it.  nth: of those of a person's day without
-- a number, from 1; each is a claim.
-- name: claims_schema
CREATE TABLE IF NOT EXISTS claim_part (
 watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL, claim TEXT NOT NULL,
 batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT, institution TEXT,
 fen2 INTEGER, fen3 INTEGER, fen4 INTEGER, nth INTEGER NOT NULL DEFAULT 0,
 PRIMARY KEY (watch, year, person, day, claim, nth, batch)
) STRICT, WITHOUT ROWID;
-- Parts that a batch took the place of, as long as it may be taken back.
CREATE TABLE IF NOT EXISTS claim_was (
 by TEXT NOT NULL, watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL,
 claim TEXT NOT NULL, batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT,
 institution TEXT, fen2 INTEGER, fen3 INTEGER, fen4 INTEGER, nth INTEGER NOT NULL DEFAULT 0,
 PRIMARY KEY (by, watch, year, person, day, claim, nth, batch)
) STRICT, WITHOUT ROWID;

-- name: claims_grown
SELECT count(*) FROM pragma_table_info('claim_part') WHERE name = 'fen4'
-- name: claims_grow
ALTER TABLE claim_part ADD COLUMN fen2 INTEGER; ALTER TABLE claim_part ADD COLUMN fen3 INTEGER;
ALTER TABLE claim_part ADD COLUMN fen4 INTEGER;
ALTER TABLE claim_was ADD COLUMN fen2 INTEGER; ALTER TABLE claim_was ADD COLUMN fen3 INTEGER;
ALTER TABLE claim_was ADD COLUMN fen4 INTEGER
-- A key is not widened in place: older tables step aside, the schema makes new ones, and these take what was in them.
-- name: claims_keyed
SELECT count(*) FROM pragma_table_info('claim_part') WHERE name = 'nth'
-- name: claims_aside
ALTER TABLE claim_part RENAME TO claim_part_old; ALTER TABLE claim_was RENAME TO claim_was_old
-- name: claims_back
INSERT INTO claim_part (watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2,
 fen3, fen4, nth)
SELECT watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4,
 claim = '' FROM claim_part_old;
INSERT INTO claim_was (by, watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2,
 fen3, fen4, nth)
SELECT by, watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4,
 claim = '' FROM claim_was_old;
DROP TABLE claim_part_old; DROP TABLE claim_was_old

-- What took the same bytes or period of the source before; held and turned away ones have left nothing.
-- name: claims_forget
DELETE FROM claim_part WHERE batch IN (SELECT id FROM batch WHERE source = ?1 AND status = 'ACCEPTED'
 AND (sha256 = ?2 OR period = ?3))
-- name: claims_remember
INSERT INTO claim_was (by, watch, year, person, day, claim, batch, fen, household, place, category, institution,
 fen2, fen3, fen4, nth)
SELECT ?4, watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4, nth
 FROM claim_part
 WHERE batch IN (SELECT id FROM batch WHERE source = ?1 AND status = 'ACCEPTED' AND (sha256 = ?2 OR period = ?3))
-- name: claims_forget_was
DELETE FROM claim_was WHERE by IN (SELECT id FROM batch WHERE source = ?1 AND received_at < ?2)
-- name: claims_undo
DELETE FROM claim_part WHERE batch = ?1
-- name: claims_give
INSERT INTO claim_part (watch, year, person, day, claim, batch, fen, household, place, category, institution,
 fen2, fen3, fen4, nth)
SELECT watch, year, person, day, claim, batch, fen, household, place, category, institution, fen2, fen3, fen4, nth
 FROM claim_was
 WHERE by = ?1 ORDER BY watch, year, person, day, claim, nth, batch
-- name: claims_given
DELETE FROM claim_was WHERE by = ?1
-- name: claims_keep
INSERT INTO claim_part (watch, year, person, day, batch, fen, household, place, category, institution, claim, fen2,
 fen3, fen4, nth) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, nullif(?12, 0), nullif(?13, 0),
 nullif(?14, 0), ?15)
-- A person's amounts of a year in the order of days.
-- name: claims_walk
SELECT person, day, fen, household, place, category, institution, claim, fen2, fen3, fen4 FROM claim_part
 WHERE watch = ?1 AND year = ?2 ORDER BY person, day, claim, nth, batch

-- The scratch file: gone when the import ends.
-- name: scratch_schema
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;
CREATE TABLE part (watch INTEGER, year INTEGER, person TEXT, day INTEGER, fen INTEGER,
 household TEXT, place TEXT, category TEXT, institution TEXT, claim TEXT, fen2 INTEGER, fen3 INTEGER, fen4 INTEGER);
CREATE TABLE hit (watch INTEGER, year INTEGER, subject TEXT, person TEXT, first INTEGER, last INTEGER, claims INTEGER,
 fen INTEGER, threshold INTEGER, place TEXT, category TEXT, institution TEXT, house TEXT);
-- Of watches of many at a time, before it is known where there are many.
CREATE TABLE one (watch INTEGER, year INTEGER, subject TEXT, person TEXT, first INTEGER, last INTEGER, claims INTEGER,
 fen INTEGER, threshold INTEGER, place TEXT, category TEXT, institution TEXT, house TEXT);
CREATE TABLE walked (watch INTEGER, year INTEGER, due INTEGER, PRIMARY KEY (watch, year)) WITHOUT ROWID;
CREATE TABLE span (watch INTEGER, year INTEGER, subject TEXT, first INTEGER, last INTEGER);
BEGIN
-- name: scratch_part
INSERT INTO part VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
-- Sorted as the hub keeps them, so that they go in at the end of its pages; of rows of one claim the largest first.
-- name: scratch_sorted
SELECT watch, year, person, day, fen, household, place, category, institution, claim, fen2, fen3, fen4
 FROM part ORDER BY watch, year, person, day, claim, fen DESC, rowid
-- The years to walk; those `due` may have other entries than before.
-- name: scratch_walked
INSERT INTO walked SELECT DISTINCT watch, year, 1 FROM part
-- Days in a row do not end with a year: of such a watch the year before is looked at too, and the next year's entries.
-- name: scratch_beside
INSERT INTO walked SELECT watch, year + 1, 1 FROM walked WHERE watch = ?1 UNION ALL
 SELECT watch, year - 1, 0 FROM walked WHERE watch = ?1 ORDER BY 3 DESC ON CONFLICT DO NOTHING
-- name: scratch_years
SELECT watch, year FROM walked ORDER BY watch, year
-- name: scratch_hit
INSERT INTO hit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
-- name: scratch_one
INSERT INTO one VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
-- name: scratch_index
CREATE INDEX one_subject ON one (watch, subject, first); CREATE INDEX hit_subject ON hit (watch, year, subject, first)
-- What one subject of a watch of many has in the order of days, its households numbered from 0.
-- name: scratch_days
SELECT subject, one.year, first, fen, dense_rank() OVER (PARTITION BY subject ORDER BY house) - 1, due
 FROM one JOIN walked USING (watch, year) WHERE watch = ?1 ORDER BY subject, first
-- name: scratch_span
INSERT INTO span VALUES (?1, ?2, ?3, ?4, ?5)
-- What lies in the days found for its subject is a hit of the year in which these end.
-- name: scratch_within
INSERT INTO hit SELECT one.watch, span.year, one.subject, person, one.first, one.last, claims, fen, threshold, place,
 category, institution, house FROM span CROSS JOIN one ON one.watch = span.watch AND one.subject = span.subject
 AND one.first BETWEEN span.first AND span.last WHERE span.watch = ?1
-- The institution is named when most of them come from one.
-- name: scratch_hits
SELECT watch, year, subject, count(DISTINCT person), count(DISTINCT house), sum(claims), min(first), max(last),
 sum(fen), max(threshold), max(place),
 max(category),
 (SELECT institution FROM hit same WHERE same.watch = hit.watch AND same.year = hit.year AND same.subject = hit.subject
 AND institution <> ''
  GROUP BY institution HAVING 2 * count(*) > (SELECT count(*) FROM hit every
   WHERE every.watch = hit.watch AND every.year = hit.year AND every.subject = hit.subject))
 FROM hit GROUP BY watch, year, subject
