-- What is expected, of whom: numbers that are not said, or less than nothing, are 0.  Last: since which day of the
-- room the plan it is heard from stands beside the county's own.
-- name: duty_opener_duties
WITH taken_over AS (SELECT r.id, date(max(k.loaded) + 28800, 'unixepoch') AS since
 FROM pack_record r JOIN main.pack k ON k.name = r.pack WHERE r.kind = 'duty' AND r.rev IS NOT NULL AND NOT k.own
 GROUP BY r.id)
SELECT id, name, event, per, rule, max(0, coalesce(day, 0)), max(0, coalesce(month, 0)),
 max(0, coalesce(month_offset, 0)), day_unit IS 'workday',
 max(0, coalesce(grace, 0)), date, valid_from, valid_to,
 (SELECT since FROM taken_over t WHERE t.id = duty.id), class FROM duty ORDER BY id
-- name: duty_opener_checklists
WITH taken_over AS (SELECT r.id, date(max(k.loaded) + 28800, 'unixepoch') AS since
 FROM pack_record r JOIN main.pack k ON k.name = r.pack WHERE r.kind = 'checklist' AND r.rev IS NOT NULL AND NOT k.own
 GROUP BY r.id)
SELECT c.id, c.name, c.subject, c.institution_type, c.every, max(0, coalesce(c.due_day, 0)),
 min(coalesce(i.items, 0), ?1), c.valid_from, c.valid_to,
 (SELECT since FROM taken_over t WHERE t.id = c.id), c.criterion
 FROM checklist c LEFT JOIN (SELECT checklist, count(*) AS items FROM check_item GROUP BY checklist) i
 ON i.checklist = c.id ORDER BY c.id
-- Divisions, groups (?1) and institutions (?2), all as places.
-- Whether its poor reach the parameters on the day ?3 (A76, A89; as measure_watched of store/measure/measure.sql).
-- name: duty_opener_places
WITH line AS MATERIALIZED (SELECT key, CAST(value AS INTEGER) AS v FROM param
 WHERE key IN ('monitor_township_rate', 'monitor_township_poor', 'monitor_village_rate', 'monitor_village_poor')
 AND coalesce(valid_from, '0000') <= ?3 AND coalesce(valid_to, '9999') >= ?3)
SELECT level, id, coalesce(nullif(short, ''), name), type, id, valid_from, valid_to, class,
 coalesce(poor >= (SELECT v FROM line WHERE key = 'monitor_' || iif(level = 4, 'township', 'village') || '_poor'), 0)
 OR coalesce(poor * 10000 >= population
  * (SELECT v FROM line WHERE key = 'monitor_' || iif(level = 4, 'township', 'village') || '_rate'), 0), 1 AS n
FROM division
UNION ALL SELECT ?1, id, name, NULL, NULL, NULL, NULL, NULL, 0, 2 FROM sup_group
 WHERE coalesce(type, 'SUPERVISION') = 'SUPERVISION'
UNION ALL SELECT ?2, id, name, type, division, NULL, NULL, NULL, 0, 3 FROM institution ORDER BY n, id
-- Runs and marks that ?1 opened and nobody has touched, whose duty, checklist or group is gone, whose place is of
-- another class than the duty is for, or whose month has another report.
-- name: duty_opener_orphans
SELECT kind, id FROM main.record WHERE county = ?2 AND kind = 'duty_run' AND gone IS NULL AND by = ?1
 AND (coalesce(json_extract(body, '$.duty'), '') NOT IN (SELECT id FROM duty)
  OR EXISTS (SELECT 1 FROM duty d JOIN division p ON p.class <> d.class
   WHERE d.id = json_extract(body, '$.duty') AND p.id = json_extract(body, '$.division') AND p.level = 4))
UNION ALL SELECT kind, id FROM main.record WHERE county = ?2 AND kind = 'check_mark' AND gone IS NULL AND by = ?1
 AND coalesce(json_extract(body, '$.checklist'), '') NOT IN (SELECT id FROM checklist)
UNION ALL SELECT r.kind, r.id FROM main.record r WHERE r.county = ?2 AND r.kind = 'sup_report' AND r.gone IS NULL
 AND r.by = ?1 AND (coalesce(json_extract(r.body, '$.sup_group'), '') NOT IN (SELECT id FROM sup_group)
  OR EXISTS (SELECT 1 FROM sup_report o WHERE o.sup_group = json_extract(r.body, '$.sup_group')
   AND o.period = json_extract(r.body, '$.period') AND o.id <> r.id))
-- Groups that supervise a place in the month ?1 and have no report of it.
-- name: duty_opener_reports
SELECT g.id AS "group" FROM sup_group g
WHERE EXISTS (SELECT 1 FROM sup_assign a WHERE a.sup_group = g.id AND coalesce(a.valid_from, '0000') <= ?1 || '-31'
 AND coalesce(a.valid_to, '9999') >= ?1)
AND NOT EXISTS (SELECT 1 FROM sup_report r WHERE r.sup_group = g.id AND r.period = ?1) ORDER BY g.id
