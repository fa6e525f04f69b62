-- What is expected, of whom: numbers that are not said, or less than nothing, are 0.  Last: since which day of the
-- room the plan it is heard from stands beside the county's own.
-- name: duty_opener_duties
WITH taken_over AS (SELECT r.id, date(max(k.loaded) + 28800, 'unixepoch') AS since
 FROM pack_record r JOIN main.pack k ON k.name = r.pack WHERE r.kind = 'duty' AND r.rev IS NOT NULL AND NOT k.own
 GROUP BY r.id)
SELECT id, name, event, per, rule, max(0, coalesce(day, 0)), max(0, coalesce(month, 0)),
 max(0, coalesce(month_offset, 0)), day_unit IS 'workday',
 max(0, coalesce(grace, 0)), date, valid_from, valid_to,
 (SELECT since FROM taken_over t WHERE t.id = duty.id) FROM duty ORDER BY id
-- name: duty_opener_checklists
WITH taken_over AS (SELECT r.id, date(max(k.loaded) + 28800, 'unixepoch') AS since
 FROM pack_record r JOIN main.pack k ON k.name = r.pack WHERE r.kind = 'checklist' AND r.rev IS NOT NULL AND NOT k.own
 GROUP BY r.id)
SELECT c.id, c.name, c.subject, c.institution_type, c.every, max(0, coalesce(c.due_day, 0)),
 min(coalesce(i.items, 0), ?1), c.valid_from, c.valid_to,
 (SELECT since FROM taken_over t WHERE t.id = c.id)
 FROM checklist c LEFT JOIN (SELECT checklist, count(*) AS items FROM check_item GROUP BY checklist) i
 ON i.checklist = c.id ORDER BY c.id
-- Divisions, groups (?1) and institutions (?2), all as places.
-- name: duty_opener_places
SELECT level, id, coalesce(nullif(short, ''), name), type, id, valid_from, valid_to, 1 AS n FROM division
UNION ALL SELECT ?1, id, name, NULL, NULL, NULL, NULL, 2 FROM sup_group
UNION ALL SELECT ?2, id, name, type, division, NULL, NULL, 3 FROM institution ORDER BY n, id
-- Runs and marks that ?1 opened and nobody has touched, whose duty or checklist is gone.
-- name: duty_opener_orphans
SELECT kind, id FROM main.record WHERE county = ?2 AND kind = 'duty_run' AND gone IS NULL AND by = ?1
 AND coalesce(json_extract(body, '$.duty'), '') NOT IN (SELECT id FROM duty)
UNION ALL SELECT kind, id FROM main.record WHERE county = ?2 AND kind = 'check_mark' AND gone IS NULL AND by = ?1
 AND coalesce(json_extract(body, '$.checklist'), '') NOT IN (SELECT id FROM checklist)
