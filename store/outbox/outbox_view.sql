-- What the outbox screen shows.

-- name: view_rows
SELECT uuid, kind, id, verb, state, title, coalesce(reason, ''), at, base, coalesce(acked_rev, 0),
 coalesce(answered_at, 0), attempts,
	coalesce((SELECT e.uuid FROM box.op e WHERE e.kind = o.kind AND e.id = o.id AND o.id <> '' AND e.place < o.place
		AND e.state IN ('pending', 'conflict') AND o.state = 'pending' ORDER BY e.place LIMIT 1), ''),
	CASE WHEN state IN ('draft', 'pending', 'conflict', 'refused') THEN 0
	WHEN state IN ('acked', 'superseded') THEN 1
		WHEN answered_at >= ?3 THEN 2 ELSE 3 END AS over
FROM box.op o
WHERE CASE ?1 WHEN '' THEN over <= ?2 ELSE uuid = ?1 END
ORDER BY over > 0, place;

-- name: view_body
SELECT CASE WHEN json_valid(args) THEN args ELSE '{}' END FROM box.op WHERE uuid = ?1;

-- name: view_args
SELECT j.key, CASE j.type WHEN 'array' THEN
	(SELECT group_concat(coalesce(json_extract(p.value, '$.ref'), p.value), '; ') FROM json_each(j.value) p)
	ELSE j.value END
FROM box.op o, json_each(CASE WHEN json_valid(o.args) THEN o.args ELSE '{}' END) j WHERE o.uuid = ?1;

-- name: view_totals
SELECT count(*) FILTER (WHERE state = 'pending'), count(*) FILTER (WHERE state = 'conflict'),
	count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state = 'acked'),
	count(*) FILTER (WHERE state = 'draft'),
	count(*) FILTER (WHERE state IN ('acked', 'confirmed') AND answered_at >= ?1),
	count(*) FILTER (WHERE state = 'withdrawn' AND answered_at >= ?1), count(*)
FROM box.op;

-- name: view_versions
SELECT o.seen, json_extract(o.answer, '$.current.rev'), json_extract(o.answer, '$.current.body')
FROM box.op o WHERE o.uuid = ?1 AND (o.answer IS NULL OR json_valid(o.answer));

-- name: view_since
SELECT json_extract(j.value, '$.at'), coalesce(p.name, json_extract(j.value, '$.post'),
 json_extract(j.value, '$.actor')),
	json_extract(j.value, '$.verb'), json_extract(j.value, '$.note')
FROM box.op o, json_each(CASE WHEN json_valid(o.answer) THEN o.answer ELSE '{}' END, '$.since') j
LEFT JOIN post p ON p.id = json_extract(j.value, '$.post')
WHERE o.uuid = ?1 ORDER BY j.key DESC LIMIT ?2;

-- name: view_since_here
SELECT e.at, coalesce(p.name, e.post, e.actor), e.verb, e.note FROM event e LEFT JOIN post p ON p.id = e.post
WHERE e.object_kind = ?1 AND e.object = ?2 ORDER BY e.at DESC, e.pk DESC LIMIT ?3;
