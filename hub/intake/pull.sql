-- How the sources stand with their schedule (table pull of db.sql).
-- name: hub_pull_get
SELECT url, etag, modified, digest, tried, ok, tries, due, error FROM pull WHERE source = ?1
-- name: hub_pull_put
INSERT INTO pull (source, url, etag, modified, digest, tried, ok, tries, due, error)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (source) DO UPDATE SET url = excluded.url, etag = excluded.etag, modified = excluded.modified,
 digest = excluded.digest,
 tried = excluded.tried, ok = excluded.ok, tries = excluded.tries, due = excluded.due, error = excluded.error
-- Those with an address that hand in.
-- name: hub_pull_sources
SELECT id, url, takes, format IS 'json', iif(every_minutes >= 1, every_minutes, ?1), rows_at, map, next FROM source
 WHERE url <> '' AND direction IS NOT 'OUT' ORDER BY id
-- What the JSON of one looks like.
-- name: hub_json_source
SELECT takes, rows_at, map, next FROM source WHERE id = ?1
