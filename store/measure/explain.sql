-- Why a rate moved: a place's settlements by institution, and the explanations that were given.

-- name: explain_institutions
-- ?1 place, ?2 scope, ?3 svc, ?4 pop, ?5 the month, ?6 the one before: a row an institution and month.
SELECT s.institution, coalesce(i.name, s.institution), coalesce(i.name, s.institution), coalesce(i.tier, ''),
 coalesce(t.name, i.tier, ''), coalesce(t.name_en, t.name, i.tier, ''), s.period = ?5,
	cases, persons, instant_cases, eligible_cases, total_fen, scope_fen, basic_fen,
	catastrophic_fen, aid_fen, backstop_fen, supplement_fen, hosp_relief_fen, re_aid_fen, paid_fen, oop_fen,
	coalesce(precision_fen, 0)
FROM settlement s LEFT JOIN institution i ON i.id = s.institution
	LEFT JOIN term t ON t.id = 'institution_tier:' || i.tier
WHERE s.division = ?1 AND s.scope = ?2 AND s.svc = ?3 AND s.pop = ?4 AND s.period IN (?5, ?6)
	AND coalesce(s.institution, '') <> ''
ORDER BY coalesce(t.sort, 99), s.institution, s.period DESC;

-- name: explain_given
-- ?1 the ledger, ?2 the day looked at.  The place and what the entry says of itself: month, rate, reason.
SELECT coalesce(e.division, ''), coalesce(e.extra ->> '$.month', ''), coalesce(e.extra ->> '$.rate', ''), e.id,
	coalesce(p.name, e.moved_by, ''), coalesce(p.name_en, p.name, e.moved_by, ''),
	coalesce(e.extra ->> '$.reason', ''), coalesce(e.opened_at, '')
FROM entry e LEFT JOIN post p ON p.id = e.moved_by
WHERE e.ledger = ?1 AND e.status <> 'DROPPED' AND json_valid(e.extra) AND coalesce(e.opened_at, '') <= ?2
ORDER BY e.opened_at, e.id;

-- name: explain_queued
-- What is queued here and not yet an entry.
SELECT coalesce(args ->> '$.division', ''), coalesce(args ->> '$.extra.month', ''),
	coalesce(args ->> '$.extra.rate', ''),
	'', '', '', coalesce(args ->> '$.extra.reason', ''), date(at + 28800, 'unixepoch')
FROM box.op WHERE kind = 'entry' AND verb = 'register' AND state IN ('pending', 'conflict') AND json_valid(args)
	AND args ->> '$.ledger' = ?1 ORDER BY place;

-- name: explain_run
-- The first run of a duty that is due after a day.
SELECT r.deadline, coalesce(d.grace, 0) FROM duty_run r JOIN duty d ON d.id = r.duty
WHERE r.duty = ?1 AND r.deadline > ?2 ORDER BY r.deadline LIMIT 1;

-- name: explain_duty
SELECT coalesce(rule, ''), coalesce(day, 0), coalesce(month, 0), coalesce(month_offset, 0), coalesce(grace, 0)
FROM duty WHERE id = ?1;

-- name: explain_exceptions
-- Open entries of a ledger at a place, those due first.
SELECT e.id, e.title, coalesce(e.deadline, ''), coalesce(s.name, e.stage), coalesce(s.name_en, s.name, e.stage)
FROM entry e LEFT JOIN stage s ON s.id = e.ledger || ':' || e.stage
WHERE e.ledger = ?1 AND e.division = ?2 AND e.status = 'OPEN' ORDER BY coalesce(e.deadline, '9999'), e.id LIMIT 50;
