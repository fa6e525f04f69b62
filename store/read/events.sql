-- Events by keyset: (at, pk) descending.  ?1 at, ?2 pk, ?3 limit, ?4 division.

-- name: events_older
SELECT e.at, e.pk, e.id, coalesce(e.actor, ''), coalesce(p.name, e.post, ''), e.object_kind, e.object, e.verb,
	coalesce(e.to_status, ''), coalesce(e.division, ''), coalesce(d.short, d.name, ''), coalesce(d.name_en, ''),
	coalesce(e.title, ''), coalesce(e.note, '')
FROM event e LEFT JOIN post p ON p.id = e.post LEFT JOIN division d ON d.id = e.division
WHERE e.at <= ?1 AND (e.at, e.pk) < (?1, ?2) ORDER BY e.at DESC, e.pk DESC LIMIT ?3;

-- name: events_older_of
SELECT e.at, e.pk, e.id, coalesce(e.actor, ''), coalesce(p.name, e.post, ''), e.object_kind, e.object, e.verb,
	coalesce(e.to_status, ''), coalesce(e.division, ''), coalesce(d.short, d.name, ''), coalesce(d.name_en, ''),
	coalesce(e.title, ''), coalesce(e.note, '')
FROM event e LEFT JOIN post p ON p.id = e.post LEFT JOIN division d ON d.id = e.division
WHERE e.division = ?4 AND e.at <= ?1 AND (e.at, e.pk) < (?1, ?2) ORDER BY e.at DESC, e.pk DESC LIMIT ?3;

-- name: events_of_day
-- ?1 the day; instants are written at +08:00, so its name begins them.
SELECT count(*) FROM event WHERE at >= ?1 AND at < ?1 || 'U';
