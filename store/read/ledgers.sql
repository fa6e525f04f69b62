-- Ledgers: the board, one ledger's stages and columns, its entries, the funnel.

-- name: ledgers_board
-- ?1 today, ?2 the last day that is due soon, ?3 the first of the month
SELECT l.id, l.name, coalesce(l.name_en, l.name), coalesce(l.unit, ''), coalesce(l.area, ''),
 coalesce(a.name, l.area, ''),
	coalesce(a.name_en, a.name, l.area, ''), coalesce(l.clause, ''), coalesce(l.funnel, 0),
	coalesce(e.open, 0), coalesce(e.overdue, 0), coalesce(e.soon, 0), coalesce(e.closed, 0), coalesce(e.dropped, 0),
	coalesce(e.fresh, 0), coalesce(e.persons, 0), e.amount
FROM ledger l LEFT JOIN term a ON a.id = 'ledger_area:' || l.area LEFT JOIN (
	SELECT ledger, sum(status = 'OPEN') AS open, sum(status = 'OPEN' AND deadline < ?1) AS overdue,
		sum(status = 'OPEN' AND deadline BETWEEN ?1 AND ?2) AS soon, sum(status = 'CLOSED') AS closed,
		sum(status = 'DROPPED') AS dropped, sum(opened_at >= ?3 AND opened_at <= ?1) AS fresh,
		sum(CASE WHEN status = 'OPEN' THEN persons END) AS persons, sum(amount_fen) AS amount
	FROM entry GROUP BY ledger) e ON e.ledger = l.id
ORDER BY coalesce(a.sort, 999), l.area, coalesce(l.sort, 999), l.id LIMIT ?4;

-- name: ledgers_one
SELECT id, name, coalesce(name_en, name), coalesce(unit, ''), coalesce(note, ''), coalesce(clause, ''),
 coalesce(funnel, 0)
FROM ledger WHERE id = ?1;

-- name: ledgers_stages
SELECT code, name, name_en, class, after, roles, needs, day_unit, coalesce(days, -1), sort FROM stage WHERE ledger = ?1
 ORDER BY sort, code;

-- name: ledgers_fields
SELECT key, name, name_en, type, list, coalesce(required, 0), coalesce(total, 0), coalesce(sort, 999),
 coalesce(needed_when, '') FROM ledger_field
WHERE ledger = ?1 ORDER BY coalesce(sort, 999), key;

-- name: ledgers_stage_name
SELECT name, coalesce(name_en, name) FROM stage WHERE id = ?1 || ':' || ?2;

-- name: entries_by_stage
SELECT stage, count(*), sum(status = 'OPEN' AND deadline < ?2) FROM entry WHERE ledger = ?1 GROUP BY stage;

-- name: entries_read
-- ?1 a ledger, '' all of them: a range of the index either way
SELECT e.id, e.title, e.status, e.stage, coalesce(e.division, ''), coalesce(d.short, d.name, e.division, ''),
 coalesce(d.name_en, d.short, d.name, e.division, ''),
	coalesce(e.deadline, ''), coalesce(e.stage_since, ''), coalesce(e.opened_at, ''), e.persons, e.amount_fen,
	coalesce(e.returned, 0),
	coalesce(e.relapses, 0), CASE WHEN json_valid(e.evidence) THEN json_array_length(e.evidence) ELSE 0 END,
	e.ledger, e.extra
FROM entry e LEFT JOIN division d ON d.id = e.division
WHERE e.ledger BETWEEN ?1 AND CASE ?1 WHEN '' THEN char(1114111) ELSE ?1 END
ORDER BY e.status <> 'OPEN', coalesce(e.deadline, '9999'), e.id;

-- name: entries_pending
SELECT id, verb FROM box.op WHERE kind = 'entry' AND (state = 'pending' OR (state = 'acked' AND acked_rev > 0))
 ORDER BY place;

-- name: entry_one
SELECT e.id, e.title, e.status, e.stage, coalesce(e.division, ''), coalesce(d.short, d.name, e.division, ''),
 coalesce(d.name_en, d.short, d.name, e.division, ''),
	coalesce(e.deadline, ''), coalesce(e.stage_since, ''), coalesce(e.opened_at, ''), e.persons, e.amount_fen,
	coalesce(e.returned, 0),
	coalesce(e.relapses, 0), CASE WHEN json_valid(e.evidence) THEN json_array_length(e.evidence) ELSE 0 END,
	e.ledger, coalesce(v.name, e.village, ''), coalesce(i.name, e.institution, ''), coalesce(e.category, ''),
	coalesce(e.period, ''),
	coalesce(p.name, e.resp_post, ''), coalesce(m.name, e.moved_by, ''), coalesce(s.name, e.source, ''),
	coalesce(w.name, e.watch, ''),
	coalesce(e.clause, ''), coalesce(e.last_note, ''), coalesce(e.hash, ''), e.rev, coalesce(e.urged_at, ''),
	coalesce(e.moved_by, ''),
	coalesce(e.resp_post, ''), coalesce((SELECT group_concat(CASE WHEN j.type = 'text' AND length(j.value) < 48
	AND j.value NOT GLOB '*[ =|' || char(9, 10) || ']*' THEN j.key || '=' || j.value ELSE j.key END, ' ')
	FROM json_each(e.extra) j WHERE coalesce(j.value, '') <> ''), '')
FROM entry e LEFT JOIN division d ON d.id = e.division LEFT JOIN division v ON v.id = e.village
	LEFT JOIN institution i ON i.id = e.institution LEFT JOIN post p ON p.id = e.resp_post
	LEFT JOIN post m ON m.id = e.moved_by
	LEFT JOIN source s ON s.id = e.source LEFT JOIN watch w ON w.id = e.watch
WHERE e.id = ?1;

-- name: entry_value
SELECT extra ->> ('$."' || ?2 || '"') FROM entry WHERE id = ?1 AND json_valid(extra);

-- name: entry_trail
SELECT coalesce(j.value ->> 0, ''), coalesce(j.value ->> 1, '') FROM entry e, json_each(e.stages) j
WHERE e.id = ?1 AND json_valid(e.stages) AND json_type(j.value) = 'array' ORDER BY j.key;

-- name: entry_signs
SELECT coalesce(j.value ->> 'party', ''), coalesce(j.value ->> 'post', ''), coalesce(j.value ->> 'verdict', ''),
 coalesce(j.value ->> 'at', '')
FROM entry e, json_each(e.signed) j WHERE e.id = ?1 AND json_valid(e.signed) AND json_type(j.value) = 'object'
 ORDER BY j.key;

-- name: entry_evidence
SELECT coalesce(j.value ->> 'kind', 'doc'), coalesce(j.value ->> 'ref', '') FROM entry e, json_each(e.evidence) j
WHERE e.id = ?1 AND json_valid(e.evidence) AND json_type(j.value) = 'object' ORDER BY j.key;

-- name: funnel_reached
-- Entries once for each stage they have stood at, wherever they stand now.
SELECT t.code, count(*), coalesce(sum(t.persons), 0), sum(t.stage = t.code),
	coalesce(sum(CASE WHEN t.stage = t.code THEN t.persons END), 0),
	sum(t.stage = t.code AND t.status = 'OPEN' AND t.deadline < ?2)
FROM (SELECT DISTINCT e.pk, x.code, e.persons, e.stage, e.status, e.deadline FROM entry e
	JOIN (SELECT o.pk AS pk, j.value ->> 0 AS code FROM entry o, json_each(o.stages) j
		WHERE o.ledger = ?1 AND json_valid(o.stages) AND json_type(j.value) = 'array'
		UNION SELECT pk, stage FROM entry WHERE ledger = ?1) x ON x.pk = e.pk
	WHERE e.ledger = ?1 AND (?3 = '' OR e.division = ?3 OR e.division BETWEEN ?3 AND ?3 || ':')) t
GROUP BY t.code;

-- name: funnel_days
-- Days from each stage to the next one, in order, for a median.
SELECT code, days FROM (SELECT j.value ->> 0 AS code,
	julianday(j.value ->> 1) - julianday(lag(j.value ->> 1) OVER (PARTITION BY e.pk ORDER BY j.key)) AS days
	FROM entry e, json_each(e.stages) j
	WHERE e.ledger = ?1 AND json_valid(e.stages) AND json_type(j.value) = 'array'
		AND (?2 = '' OR e.division = ?2 OR e.division BETWEEN ?2 AND ?2 || ':'))
WHERE days IS NOT NULL AND days >= 0 ORDER BY code, days;

-- name: funnel_sums
SELECT count(*), coalesce(sum(persons), 0), sum(persons IS NULL), sum(coalesce(relapses, 0) > 0),
 coalesce(sum(relapses), 0) FROM entry
WHERE ledger = ?1 AND (?2 = '' OR division = ?2 OR division BETWEEN ?2 AND ?2 || ':');

-- name: funnel_places
SELECT substr(e.division, 1, 9), coalesce(d.short, d.name, ''), coalesce(d.name_en, d.short, d.name, ''), count(*),
 coalesce(sum(e.persons), 0),
	sum(e.status = 'OPEN'), sum(e.status = 'OPEN' AND e.deadline < ?2), sum(e.status = 'CLOSED'),
	sum(coalesce(e.relapses, 0) > 0)
FROM entry e LEFT JOIN division d ON d.id = substr(e.division, 1, 9)
WHERE e.ledger = ?1 AND length(e.division) >= 9 GROUP BY 1 ORDER BY 4 DESC, 1 LIMIT ?3;


-- name: ledgers_cases
-- What stands in the ledgers about an institution (B45), the newest first.
SELECT n.id || '/' || e.id, n.id, n.name, e.id, coalesce(l.name, e.ledger), coalesce(l.name_en, l.name, e.ledger),
 e.title, coalesce(s.name, e.stage), coalesce(s.name_en, s.name, e.stage), coalesce(e.opened_at, ''), e.amount_fen
FROM entry e JOIN institution n ON n.id = e.institution LEFT JOIN ledger l ON l.id = e.ledger
LEFT JOIN stage s ON s.id = e.ledger || ':' || e.stage ORDER BY n.id, e.opened_at DESC, e.id;
