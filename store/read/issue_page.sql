-- One issue's page.

-- name: page_events
SELECT e.at, coalesce(a.name, e.actor), coalesce(p.name, e.post), e.verb, e.from_status, e.to_status, e.note
FROM event e LEFT JOIN post p ON p.id = e.post LEFT JOIN post a ON a.id = e.actor
WHERE e.object_kind = 'issue' AND e.object = ?1
ORDER BY e.at DESC, e.pk DESC LIMIT ?2;

-- name: page_ops
SELECT uuid, verb, state, coalesce(json_extract(args, '$.note'), ''), coalesce(reason, ''), at, attempts FROM box.op
WHERE kind = 'issue' AND id = ?1 AND (state IN ('pending', 'conflict', 'refused')
 OR (state = 'acked' AND acked_rev > ?2))
ORDER BY place DESC LIMIT ?3;

-- name: page_evidence
SELECT coalesce(json_extract(j.value, '$.kind'), 'doc'), coalesce(json_extract(j.value, '$.ref'), j.value)
FROM issue i, json_each(CASE WHEN json_valid(i.evidence) THEN i.evidence ELSE '[]' END) j WHERE i.id = ?1 LIMIT ?2;

-- name: page_people
SELECT coalesce(s.name, i.submitted_by), coalesce(v.name, i.verified_by), coalesce(c.name, i.closed_by)
FROM issue i LEFT JOIN post s ON s.id = i.submitted_by LEFT JOIN post v ON v.id = i.verified_by
 LEFT JOIN post c ON c.id = i.closed_by
WHERE i.id = ?1;
