-- The packs a hub has, and what each of them brought.
-- name: hub_pack_get
SELECT name, n, county, own, active, outside, loaded FROM main.pack WHERE name = ?1
-- A pack keeps the day it came first: its duties are owed from then on.
-- name: hub_pack_put
INSERT INTO main.pack (name, n, county, own, active, outside, loaded)
VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM main.pack), ?2, ?3, 1, ?4, ?5)
ON CONFLICT (name) DO UPDATE SET county = excluded.county, active = 1, outside = excluded.outside
-- name: hub_pack_switch
UPDATE main.pack SET active = ?2 WHERE name = ?1
-- name: hub_pack_list
SELECT p.name, p.n, p.county, p.own, p.active, p.outside, p.loaded,
 (SELECT count(*) FROM pack_record r WHERE r.pack = p.name),
 (SELECT count(*) FROM pack_record r WHERE r.pack = p.name AND r.rev IS NOT NULL),
 (SELECT count(*) FROM pack_record r JOIN record c ON c.county = ?1 AND c.kind = r.kind AND c.id = r.id
  WHERE r.pack = p.name AND r.rev IS NOT NULL AND c.rev <> r.rev)
FROM main.pack p ORDER BY p.n
-- name: hub_pack_names
SELECT group_concat(name, ' ') FROM (SELECT name FROM main.pack WHERE active ORDER BY n)

-- Has the county, without what other plans say, this category; and which it has.
-- name: hub_pack_county_terms
SELECT t.id, t.code, t.name FROM term t WHERE t.list = ?1
 AND (NOT EXISTS (SELECT 1 FROM pack_record r WHERE r.kind = 'term' AND r.id = t.id)
  OR EXISTS (SELECT 1 FROM pack_record r JOIN main.pack p ON p.name = r.pack AND p.own
   WHERE r.kind = 'term' AND r.id = t.id)) ORDER BY t.sort, t.id

-- Whose plan says it as it stands?
-- name: hub_pack_whose
SELECT pack FROM pack_record WHERE kind = ?1 AND id = ?2 AND rev IS NOT NULL

-- A later version of the pack may give a row anew; what it does not give goes.
-- name: hub_pack_drop_all
UPDATE pack_record SET dropped = 1 WHERE pack = ?1 AND NOT opened
-- name: hub_pack_record_put
INSERT INTO pack_record (kind, id, pack, part_of, keeps, opened, dropped, rev, body)
 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)
ON CONFLICT (kind, id, pack) DO UPDATE SET part_of = excluded.part_of, keeps = excluded.keeps, dropped = 0,
 body = excluded.body
-- name: hub_pack_forget
DELETE FROM pack_record WHERE pack = ?1 AND dropped AND rev IS NULL
-- name: hub_pack_active
UPDATE pack_record SET body = json_set(body, '$.active', json(iif(?2, 'true', 'false')))
 WHERE kind = 'pack' AND id = ?1 AND pack = ?1
-- Everything that may be heard otherwise once this pack changes: its rows, and those that share a part with them.
-- name: hub_pack_touched
SELECT kind, id FROM pack_record WHERE pack = ?1
UNION SELECT kind, id FROM pack_record WHERE part_of IN (
 SELECT part_of FROM pack_record WHERE pack = ?1 AND part_of IS NOT NULL)
ORDER BY 1, 2
-- Who says something about one record, the earliest pack first; `may`: it is on (or the row stays without it), and no
-- earlier pack has the part the row belongs to.
-- name: hub_pack_says
SELECT p.pack, p.rev, p.body,
 (k.active OR p.keeps) AND NOT p.dropped AND NOT EXISTS (
  SELECT 1 FROM pack_record q JOIN main.pack j ON j.name = q.pack
  WHERE q.part_of = p.part_of AND j.n < k.n AND (j.active OR q.keeps) AND NOT q.dropped)
FROM pack_record p JOIN main.pack k ON k.name = p.pack WHERE p.kind = ?1 AND p.id = ?2 ORDER BY k.n
-- name: hub_pack_heard
UPDATE pack_record SET rev = iif(pack = ?3, ?4, NULL) WHERE kind = ?1 AND id = ?2
-- Runs and marks nobody has touched since the hub opened them for a duty or checklist of this pack alone.
-- name: hub_pack_opened
SELECT r.kind, r.id, r.rev, r.body FROM record r
WHERE r.county = ?2 AND r.kind IN ('duty_run', 'check_mark') AND r.gone IS NULL AND r.rev = 1
 AND ((r.kind = 'duty_run' AND json_extract(r.body, '$.status') = 'PENDING')
  OR (r.kind = 'check_mark' AND json_extract(r.body, '$.status') = 'EXPECTED'))
 AND EXISTS (SELECT 1 FROM pack_record d WHERE d.pack = ?1 AND d.rev IS NOT NULL
  AND d.kind = iif(r.kind = 'duty_run', 'duty', 'checklist')
  AND d.id = json_extract(r.body, iif(r.kind = 'duty_run', '$.duty', '$.checklist')))
 AND NOT EXISTS (SELECT 1 FROM pack_record o JOIN main.pack k ON k.name = o.pack WHERE o.pack <> ?1 AND k.active
  AND o.kind = iif(r.kind = 'duty_run', 'duty', 'checklist')
  AND o.id = json_extract(r.body, iif(r.kind = 'duty_run', '$.duty', '$.checklist')))
 AND NOT EXISTS (SELECT 1 FROM pack_record m WHERE m.kind = r.kind AND m.id = r.id)
