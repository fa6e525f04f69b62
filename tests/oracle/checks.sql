-- The checks: every rule of the pack for the county or each township, worked out from figures, settlements, ledgers,
-- checklists, duties and parameters (guatu-pack(5) Formulas; domain.md 2.6).

-- ---- formulas: in the order they are worked out (a stack), from infix with + - * / and brackets -----------------
DROP TABLE IF EXISTS formula;
CREATE TABLE formula (id INTEGER PRIMARY KEY, owner, side, text);
INSERT INTO formula (owner, side, text) SELECT id, 'expr', expr FROM rule UNION ALL SELECT id, 'expect', expect FROM rule WHERE expect IS NOT NULL
	UNION ALL SELECT id, 'formula', formula FROM indicator WHERE formula IS NOT NULL;
DROP TABLE IF EXISTS token;
CREATE TABLE token (formula, n INTEGER, tok, PRIMARY KEY (formula, n)) WITHOUT ROWID;
INSERT INTO token
WITH RECURSIVE w (formula, n, tok, rest) AS (SELECT id, 0, NULL, trim(text) || ' ' FROM formula
	UNION ALL SELECT formula, n + 1, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)) FROM w WHERE rest <> '')
SELECT formula, n, tok FROM w WHERE n > 0;
DROP TABLE IF EXISTS rpn;
CREATE TABLE rpn (formula, n INTEGER, tok, word, PRIMARY KEY (formula, n)) WITHOUT ROWID;
INSERT INTO rpn (formula, n, tok, word)
WITH RECURSIVE s (formula, n, out, ops) AS (SELECT id, 1, '[]', '[]' FROM formula
	UNION ALL
	SELECT s.formula,
		CASE WHEN t.tok = ')' AND ops ->> '$[#-1]' <> '(' THEN s.n
			WHEN t.tok IN ('+', '-') AND ops ->> '$[#-1]' IN ('+', '-', '*', '/') OR t.tok IN ('*', '/') AND ops ->> '$[#-1]' IN ('*', '/') THEN s.n
			WHEN t.tok IS NULL THEN s.n ELSE s.n + 1 END,
		CASE WHEN t.tok = ')' AND ops ->> '$[#-1]' <> '(' OR t.tok IS NULL
			OR t.tok IN ('+', '-') AND ops ->> '$[#-1]' IN ('+', '-', '*', '/') OR t.tok IN ('*', '/') AND ops ->> '$[#-1]' IN ('*', '/')
			THEN json_insert(out, '$[#]', ops ->> '$[#-1]')
			WHEN t.tok IN ('(', ')', '+', '-', '*', '/') THEN out ELSE json_insert(out, '$[#]', t.tok) END,
		CASE WHEN t.tok = ')' OR t.tok IS NULL
			OR t.tok IN ('+', '-') AND ops ->> '$[#-1]' IN ('+', '-', '*', '/') OR t.tok IN ('*', '/') AND ops ->> '$[#-1]' IN ('*', '/')
			THEN json_remove(ops, '$[#-1]')
			WHEN t.tok IN ('(', '+', '-', '*', '/') THEN json_insert(ops, '$[#]', t.tok) ELSE ops END
	FROM s LEFT JOIN token t ON t.formula = s.formula AND t.n = s.n WHERE t.tok IS NOT NULL OR ops <> '[]')
SELECT s.formula, j.key, j.value, j.value NOT IN ('+', '-', '*', '/') FROM s, json_each(s.out) j WHERE ops = '[]'
	AND NOT EXISTS (SELECT 1 FROM token t WHERE t.formula = s.formula AND t.n = s.n);

-- ---- what is asked of which place and period --------------------------------------------------------------------
DROP TABLE IF EXISTS fig;
CREATE TABLE fig AS SELECT f.* FROM figure_then f, looked WHERE length(period) IN (4, 7) AND period <= substr(day, 1, length(period));
CREATE INDEX fig_indicator ON fig (indicator, division, period);
DROP TABLE IF EXISTS paid;      -- settlements that had come in, of the widest people the county has amounts for
CREATE TABLE paid AS SELECT * FROM settlement, looked WHERE institution IS NULL AND substr(coalesce(fetched_at, day), 1, 10) <= day
	AND pop = (SELECT CASE WHEN EXISTS (SELECT 1 FROM settlement WHERE pop = 'ALL' AND total_fen IS NOT NULL) THEN 'ALL'
		ELSE (SELECT code FROM term WHERE list = 'pop' AND attr = 'poor') END);
CREATE INDEX paid_key ON paid (division, period, scope, svc);
DROP TABLE IF EXISTS money;
CREATE TABLE money AS SELECT value AS name FROM json_each('["cases","persons","instant_cases","eligible_cases","total_fen","scope_fen","basic_fen",
	"catastrophic_fen","aid_fen","backstop_fen","supplement_fen","hosp_relief_fen","re_aid_fen","paid_fen","oop_fen"]');

-- the newest period a word knows anything of; what stands in ledgers, checklists, duties and parameters is of this month
DROP TABLE IF EXISTS knows;
CREATE TABLE knows (word PRIMARY KEY, period);
INSERT INTO knows SELECT DISTINCT indicator, max(period) FROM fig WHERE indicator IS NOT NULL GROUP BY 1;
INSERT OR IGNORE INTO knows SELECT name, (SELECT max(period) FROM paid WHERE length(period) = 7) FROM money;
-- days of entries from one stage, or date of their own, to another: on the average, and how many are not on one day
DROP TABLE IF EXISTS dates;
CREATE TABLE dates AS SELECT e.id, e.ledger, j.value ->> 0 AS what, min(substr(j.value ->> 1, 1, 10)) AS day FROM entry e, json_each(e.stages) j GROUP BY 1, 2, 3;
INSERT INTO dates SELECT e.id, e.ledger, j.key, substr(j.value, 1, 10) FROM entry e JOIN ledger_field f ON f.ledger = e.ledger AND f.type IN ('date', 'time'),
	json_each(e.extra) j WHERE j.key = f.key;
INSERT OR IGNORE INTO knows SELECT r.tok, (SELECT substr(max(d.day), 1, 7) FROM dates d, looked WHERE r.tok LIKE 'days:' || d.ledger || ':%>' || d.what AND d.day <= looked.day)
	FROM rpn r WHERE r.tok LIKE 'days:%' GROUP BY 1;
-- the word a word of a formula rests on: without prev:, zero:, category; of a ledger's words it is the whole
DROP TABLE IF EXISTS rests;
CREATE TABLE rests AS SELECT formula, tok, earlier, CASE WHEN w LIKE 'days:%' OR NOT instr(w, ':') THEN w
	WHEN EXISTS (SELECT 1 FROM ledger l WHERE substr(w, instr(w, ':') + 1) || ':' LIKE l.id || ':%') THEN '' ELSE substr(w, 1, instr(w, ':') - 1) END AS word
FROM (SELECT formula, tok, tok LIKE 'prev:%' AS earlier, CASE WHEN tok LIKE 'prev:%' OR tok LIKE 'zero:%' THEN substr(tok, 6) ELSE tok END AS w FROM rpn WHERE word)
WHERE w NOT IN ('institutions', 'agreements');
INSERT OR IGNORE INTO knows WITH RECURSIVE down (owner, word) AS (SELECT f.owner, r.word FROM formula f JOIN rests r ON r.formula = f.id WHERE f.side = 'formula'
	UNION SELECT d.owner, r.word FROM down d JOIN formula f ON f.side = 'formula' AND f.owner = d.word JOIN rests r ON r.formula = f.id)
	SELECT d.owner, max(k.period) FROM down d JOIN knows k ON k.word = d.word GROUP BY 1;
DROP TABLE IF EXISTS asks;      -- each rule: its period, or none when it names records
CREATE TABLE asks AS SELECT r.*, coalesce((SELECT max(k.period) FROM formula f JOIN rests t ON t.formula = f.id JOIN knows k ON k.word = t.word
		WHERE f.owner = r.id AND f.side <> 'formula' AND NOT earlier),
	-- what asks of the period before alone is of the period after what is known
	(SELECT min(substr(looked.day, 1, 7), strftime('%Y-%m', max(k.period) || '-01', '+1 month')) FROM looked, formula f JOIN rests t ON t.formula = f.id JOIN knows k
		ON k.word = t.word WHERE f.owner = r.id AND f.side <> 'formula' AND earlier AND length(k.period) = 7)) AS told
FROM rule r;
DROP TABLE IF EXISTS seats;
CREATE TABLE seats AS SELECT a.id, p.place, CASE WHEN a."each" IS NULL THEN NULL ELSE coalesce(a.told, substr(looked.day, 1, 7)) END AS period
FROM asks a, looked, (SELECT county AS place, 'COUNTY' AS kind FROM pack UNION ALL SELECT id, 'TOWNSHIP' FROM town) p
WHERE p.kind = coalesce(a."each", 'COUNTY') AND (a.class IS NULL OR p.place IN (SELECT id FROM town WHERE town.class = a.class));

DROP TABLE IF EXISTS atom;      -- a word, of a place and a period
CREATE TABLE atom (word, place, period, base, one, two, three, ends, value, half, lo, hi, done INTEGER DEFAULT 0);
CREATE UNIQUE INDEX atom_key ON atom (word, place, ifnull(period, ''));
-- of a rule's words: prev: and yearago: ask of an earlier period, zero: of the indicator (of a county, of each township), an
-- indicator without a figure what its formula asks
INSERT OR IGNORE INTO atom (word, place, period)
WITH RECURSIVE a (word, place, period) AS (SELECT rpn.tok, s.place, s.period FROM seats s JOIN formula f ON f.owner = s.id AND f.side <> 'formula'
		JOIN rpn ON rpn.formula = f.id WHERE rpn.word
	UNION SELECT CASE k.value WHEN 'formula' THEN r.tok ELSE substr(a.word, length(k.value) + 2) END, coalesce(t.id, a.place),
		CASE k.value WHEN 'prev' THEN CASE length(a.period) WHEN 4 THEN CAST(a.period - 1 AS TEXT) ELSE strftime('%Y-%m', a.period || '-01', '-1 month') END
			WHEN 'yearago' THEN CASE length(a.period) WHEN 4 THEN CAST(a.period - 1 AS TEXT) ELSE strftime('%Y-%m', a.period || '-01', '-12 months') END
			ELSE a.period END
	FROM a JOIN json_each('["prev", "yearago", "zero", "formula"]') k ON CASE k.value WHEN 'formula' THEN 1 ELSE a.word LIKE k.value || ':%' END
		LEFT JOIN formula f ON k.value = 'formula' AND f.side = 'formula' AND f.owner = a.word
		LEFT JOIN rpn r ON r.formula = f.id AND r.word LEFT JOIN town t ON k.value = 'zero' AND length(a.place) = 6
	WHERE k.value <> 'formula' OR r.tok IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fig g WHERE g.indicator = a.word AND g.division = a.place
		AND g.period = a.period AND g.category IS NULL))
SELECT * FROM a;
DROP TABLE IF EXISTS worked;
CREATE TABLE worked AS SELECT a.word, a.place, a.period, f.id AS formula FROM atom a JOIN formula f ON f.side = 'formula' AND f.owner = a.word
	WHERE NOT EXISTS (SELECT 1 FROM fig g WHERE g.indicator = a.word AND g.division = a.place AND g.period = a.period AND g.category IS NULL);
CREATE INDEX worked_word ON worked (word, place);

UPDATE atom SET ends = (SELECT min(looked.day, CASE WHEN period IS NULL THEN looked.day WHEN length(period) = 4 THEN period || '-12-31'
	ELSE date(period || '-01', '+1 month', '-1 day') END) FROM looked);
UPDATE atom SET one = CASE WHEN instr(word, ':') THEN substr(word, 1, instr(word, ':') - 1) ELSE word END,
	base = CASE WHEN instr(word, ':') THEN substr(word, instr(word, ':') + 1) END;
UPDATE atom SET two = CASE WHEN instr(base, ':') THEN substr(base, 1, instr(base, ':') - 1) ELSE base END,
	three = CASE WHEN instr(base, ':') THEN substr(base, instr(base, ':') + 1) END;

-- ---- what each word is ------------------------------------------------------------------------------------------
-- numbers
UPDATE atom SET done = 1, half = 0, value = CASE WHEN word LIKE '%万元' THEN rtrim(word, '万元') * 1000000.0
	WHEN word LIKE '%万' THEN rtrim(word, '万') * 10000.0 WHEN word LIKE '%元' THEN rtrim(word, '元') * 100.0
	WHEN substr(word, -1) = '%' THEN rtrim(word, '%') / 100.0 ELSE word * 1.0 END WHERE word GLOB '[0-9]*' AND word NOT GLOB '*[A-Za-z]*';
-- records, and what is printed of a place and period: a share is a share; half of the last digit printed is its doubt, but
-- for whole persons, visits or fen, which are counted
UPDATE atom SET done = 1, (value, half) = (SELECT CASE unit WHEN 'bp' THEN value / 10000.0 ELSE value * 1.0 END,
	CASE WHEN "precision" > 1 OR unit = 'bp' THEN coalesce("precision", 0) / 2.0 ELSE 0 END / CASE unit WHEN 'bp' THEN 10000.0 ELSE 1 END FROM figure_then WHERE id = word)
	WHERE NOT done AND EXISTS (SELECT 1 FROM figure WHERE id = word);
UPDATE atom SET done = 1, (value, half) = (SELECT CASE unit WHEN 'bp' THEN value / 10000.0 ELSE value * 1.0 END,
	CASE WHEN "precision" > 1 OR unit = 'bp' THEN coalesce("precision", 0) / 2.0 ELSE 0 END / CASE unit WHEN 'bp' THEN 10000.0 ELSE 1 END
	FROM fig g WHERE g.indicator = one AND g.division = place AND g.period = atom.period AND g.category IS atom.base AND g.institution IS NULL ORDER BY g.id LIMIT 1)
	WHERE NOT done AND EXISTS (SELECT 1 FROM fig g WHERE g.indicator = one AND g.division = place AND g.period = atom.period AND g.category IS atom.base
		AND g.institution IS NULL);
-- a county that did not say is its townships, when every one has said and they can be added
UPDATE atom SET done = 1, (value, half) = (SELECT CASE WHEN count(*) = (SELECT count(*) FROM town) THEN sum(g.value) END, 0 FROM fig g JOIN town
	ON town.id = g.division WHERE g.indicator = one AND g.period = atom.period AND g.category IS atom.base AND g.institution IS NULL)
	WHERE NOT done AND place = (SELECT county FROM pack) AND EXISTS (SELECT 1 FROM indicator i WHERE i.id = one AND i.formula IS NULL AND i.unit <> 'bp');
UPDATE atom SET done = 1, half = 0 WHERE NOT done AND EXISTS (SELECT 1 FROM indicator i WHERE i.id = one AND i.formula IS NULL);
-- parameters on the last day
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE WHEN p.unit LIKE 'yuan%' THEN p.value * 100.0 WHEN p.unit = 'bp' THEN p.value / 10000.0
	WHEN p.unit LIKE 'percent' THEN p.value / 100.0 ELSE p.value * 1.0 END FROM param p WHERE p.key = base AND (valid_from IS NULL OR valid_from <= ends)
	AND (valid_to IS NULL OR valid_to >= ends) ORDER BY valid_from DESC LIMIT 1) WHERE one = 'param';
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE WHEN p.unit LIKE 'yuan%' THEN p.value * 100.0 WHEN p.unit = 'bp' THEN p.value / 10000.0
	WHEN p.unit LIKE 'percent' THEN p.value / 100.0 ELSE p.value * 1.0 END FROM param p WHERE p.key = base AND ifnull(p.valid_from, '') < (SELECT n.valid_from
		FROM param n WHERE n.key = base AND (n.valid_from IS NULL OR n.valid_from <= ends) AND (n.valid_to IS NULL OR n.valid_to >= ends)
		ORDER BY n.valid_from DESC LIMIT 1) ORDER BY p.valid_from DESC LIMIT 1) WHERE one = 'before';
-- settlements
DROP TABLE IF EXISTS slice;
CREATE TABLE slice AS SELECT s.division, s.period, s.scope, s.svc, j.key AS name, j.value FROM paid s, json_each(json_object('cases', cases, 'persons', persons,
	'instant_cases', instant_cases, 'eligible_cases', eligible_cases, 'total_fen', total_fen, 'scope_fen', scope_fen, 'basic_fen', basic_fen,
	'catastrophic_fen', catastrophic_fen, 'aid_fen', aid_fen, 'backstop_fen', backstop_fen, 'supplement_fen', supplement_fen,
	'hosp_relief_fen', hosp_relief_fen, 're_aid_fen', re_aid_fen, 'paid_fen', paid_fen, 'oop_fen', oop_fen)) j
WHERE s.period IN (SELECT period FROM atom);
CREATE INDEX slice_key ON slice (division, period, name);
UPDATE atom SET done = 1, half = 0, value = (SELECT s.value * 1.0 FROM slice s WHERE s.division = place AND s.period = atom.period AND s.name = one
	AND s.scope = coalesce((SELECT code FROM term WHERE list = 'scope' AND code IN (two, three)), 'ALL')
	AND s.svc = coalesce((SELECT code FROM term WHERE list = 'svc' AND code IN (two, three)), 'ALL'))
	WHERE NOT done AND one IN (SELECT name FROM money);

-- ledgers, by the stages their entries had reached; what was dropped counts in its stage alone
DROP TABLE IF EXISTS then_step;
CREATE TABLE then_step AS SELECT k.ends, e.id, e.ledger, substr(e.division, 1, 9) AS town, e.period, e.persons, e.amount_fen, e.extra, j.value ->> 0 AS stage,
	j.value ->> 1 AS since, row_number() OVER (PARTITION BY k.ends, e.id ORDER BY j.key DESC) AS r
FROM (SELECT DISTINCT ends FROM atom) k, entry e, json_each(coalesce(e.stages, json_array(json_array(e.stage, e.stage_since)))) j
WHERE j.value ->> 1 <= k.ends;
DROP TABLE IF EXISTS then_stand;
CREATE TABLE then_stand AS SELECT t.*, s.class, CASE WHEN s.class <> 'OPEN' THEN 0 WHEN e.stage = t.stage AND e.stage_since = t.since THEN e.deadline
	WHEN s.day_unit = 'workday' THEN (SELECT min(b.day) FROM wd a, wd b WHERE a.day = t.since AND b.n = a.n + s.days AND b.day >= a.day)
	ELSE date(t.since, '+' || s.days || ' days') END AS deadline
FROM then_step t JOIN entry e ON e.id = t.id JOIN stage s ON s.ledger = t.ledger AND s.code = t.stage WHERE r = 1;
CREATE INDEX then_ledger ON then_stand (ledger, ends);
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE one WHEN 'count' THEN count(*) WHEN 'open' THEN sum(class = 'OPEN') WHEN 'closed' THEN sum(class = 'CLOSED')
	WHEN 'late' THEN sum(class = 'OPEN' AND deadline < atom.ends) WHEN 'persons' THEN sum(persons) WHEN 'amount' THEN sum(amount_fen) END
	FROM then_stand t WHERE t.ledger = two AND t.ends = atom.ends AND CASE WHEN three IS NULL THEN t.class <> 'DROPPED' WHEN three LIKE '%=%' THEN t.class <> 'DROPPED'
		AND t.extra ->> ('$.' || substr(three, 1, instr(three, '=') - 1)) = substr(three, instr(three, '=') + 1) ELSE t.stage = three END
	AND (length(place) = 6 OR t.town = place)
	AND (t.period IS NULL OR t.period = atom.period))
	WHERE one IN ('count', 'open', 'closed', 'late', 'persons', 'amount');
-- a column added up, of those that say something else when a condition stands behind; own: of the place's own entries alone
UPDATE atom SET done = 1, half = 0, value = (SELECT sum(t.extra ->> ('$.' || substr(three, 1, instr(three || ':', ':') - 1))) FROM then_stand t
	WHERE t.ledger = two AND t.ends = atom.ends AND t.class <> 'DROPPED' AND (one = 'sum' AND length(place) = 6 OR t.town = place)
	AND (NOT instr(three, ':') OR t.extra ->> ('$.' || substr(three, instr(three, ':') + 1, instr(three, '=') - instr(three, ':') - 1)) =
		substr(three, instr(three, '=') + 1))
	AND (t.period IS NULL OR t.period = atom.period)) WHERE one IN ('sum', 'own');
UPDATE atom SET value = coalesce(value, 0) WHERE one IN ('count', 'open', 'closed', 'late', 'persons', 'amount', 'sum', 'own');
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE one WHEN 'days' THEN avg(julianday(b.day) - julianday(a.day)) ELSE sum(a.day <> b.day) END
	FROM dates a JOIN dates b ON b.id = a.id JOIN then_stand t ON t.id = a.id AND t.ends = atom.ends AND t.class <> 'DROPPED'
	WHERE a.ledger = two AND a.what = substr(three, 1, instr(three, '>') - 1) AND b.what = substr(three, instr(three, '>') + 1) AND b.day <= ends
	AND (one = 'apart' OR substr(b.day, 1, length(atom.period)) = atom.period) AND (length(place) = 6 OR t.town = place)) WHERE one IN ('days', 'apart');
UPDATE atom SET value = coalesce(value, 0) WHERE one = 'apart';
-- issues open on the day, and those found in the period
DROP TABLE IF EXISTS issue_at;
CREATE TABLE issue_at AS SELECT k.ends, i.id, substr(i.division, 1, 9) AS town, i.kind, i.category, i.source, i.found_at, coalesce((SELECT e.to_status FROM event e
	WHERE e.object_kind = 'issue' AND e.object = i.id AND e.to_status IS NOT NULL AND substr(e.at, 1, 10) <= k.ends ORDER BY e.at DESC, e.id DESC LIMIT 1), i.status) AS status
FROM issue i, (SELECT DISTINCT ends FROM atom WHERE one IN ('issues', 'found')) k
WHERE coalesce((SELECT min(substr(e.at, 1, 10)) FROM event e WHERE e.object_kind = 'issue' AND e.object = i.id AND e.verb = 'register'), i.found_at) <= k.ends;
UPDATE atom SET done = 1, half = 0, value = (SELECT count(*) FROM issue_at i WHERE i.ends = atom.ends AND (length(place) = 6 OR i.town = place)
	AND CASE one WHEN 'issues' THEN i.status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') ELSE i.status <> 'CANCELLED' AND substr(i.found_at, 1, length(period)) = period END
	AND (two IS NULL OR CASE substr(two, 1, instr(two, '=') - 1) WHEN 'kind' THEN i.kind WHEN 'category' THEN i.category WHEN 'source' THEN i.source END
		= substr(two, instr(two, '=') + 1))) WHERE one IN ('issues', 'found');
-- checklists; one whose criterion is watched asks of the villages the county watches only: so many poor, or such a share (A76, A89)
DROP TABLE IF EXISTS watched;
CREATE TABLE watched AS SELECT d.id FROM division d, looked WHERE d.level = 5 AND (
	d.poor >= (SELECT value + 0 FROM param WHERE key = 'monitor_village_poor' AND (valid_from IS NULL OR valid_from <= day))
	OR d.poor * 10000.0 / d.population >= (SELECT value + 0 FROM param WHERE key = 'monitor_village_rate'
		AND (valid_from IS NULL OR valid_from <= day)));
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE c.subject WHEN 'TOWNSHIP' THEN (SELECT count(*) FROM town WHERE place IN (id, substr(id, 1, 6)))
	WHEN 'VILLAGE' THEN (SELECT count(*) FROM division d, looked WHERE d.level = 5 AND (d.valid_to IS NULL OR d.valid_to >= looked.day) AND (length(place) = 6
		OR substr(d.id, 1, 9) = place) AND (c.criterion IS NOT 'watched' OR d.id IN (SELECT id FROM watched)))
	WHEN 'INSTITUTION' THEN (SELECT count(*) FROM institution i WHERE (c.institution_type IS NULL OR i.type = c.institution_type)
		AND (length(place) = 6 OR substr(i.division, 1, 9) = place))
	ELSE 1 END FROM checklist c WHERE c.id = two) WHERE one = 'subjects';
UPDATE atom SET done = 1, half = 0, value = (SELECT count(*) FROM check_mark m JOIN checklist c ON c.id = m.checklist WHERE m.checklist = two AND m.status = 'FILLED'
	AND (c.criterion IS NOT 'watched' OR m.division IN (SELECT id FROM watched))
	AND substr(coalesce(m.marked_at, ''), 1, 10) <= (SELECT day FROM looked) AND (c.every = 'ONCE' OR m.period = CASE c.every WHEN 'YEAR' THEN substr(atom.period, 1, 4) ELSE atom.period END)
	AND (length(place) = 6 OR substr(m.division, 1, 9) = place) AND CASE one WHEN 'met' THEN replace(m.marks, '2', '') = ''
		WHEN 'filled' THEN instr(m.marks, '-') = 0 WHEN 'off' THEN instr(m.marks, '-') = 0 AND replace(m.marks, '2', '') <> ''
		ELSE substr(m.marks, (SELECT count(*) FROM check_item i, check_item j WHERE i.checklist = two AND i.code = three AND j.checklist = two AND j.sort <= i.sort), 1) = '2' END)
	WHERE one IN ('met', 'marked', 'filled', 'off');
-- duties: what was due, told by the pack or opened by the hub for a month of which it tells nothing
DROP TABLE IF EXISTS due_run;
CREATE TABLE due_run AS SELECT duty, division, deadline, status, done_at FROM duty_run;
INSERT INTO due_run SELECT d.id, p.place, date(m.month || '-01', '+' || (d.day - 1) || ' days'), 'PENDING', NULL
FROM duty d, (SELECT DISTINCT period AS month FROM atom, looked WHERE one = 'runs' AND length(period) = 7) m, looked,
	(SELECT county AS place, 'COUNTY' AS kind FROM pack UNION ALL SELECT id, 'TOWNSHIP' FROM town) p
WHERE d.rule = 'MONTHLY' AND d.day IS NOT NULL AND coalesce(d.month_offset, 0) = 0 AND p.kind = d.per AND (d.valid_from IS NULL OR substr(d.valid_from, 1, 7) <= m.month)
	AND (d.valid_to IS NULL OR substr(d.valid_to, 1, 7) >= m.month) AND m.month >= substr(looked.day, 1, 7)
	AND NOT EXISTS (SELECT 1 FROM duty_run r WHERE r.duty = d.id AND r.period = m.month)
	AND (d.valid_from IS NULL OR d.valid_from <= date(m.month || '-01', '+' || (d.day - 1) || ' days'));
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE one WHEN 'runs' THEN count(*) ELSE coalesce(sum(r.status = 'DONE' AND substr(r.done_at, 1, 10) <= ends
	AND (one = 'done' OR substr(r.done_at, 1, 10) <= r.deadline)), 0) END FROM due_run r WHERE r.duty = two AND r.status <> 'WAIVED'
	AND (r.deadline <= ends OR r.status = 'DONE' AND substr(r.done_at, 1, 10) <= ends)
	AND substr(r.deadline, 1, length(atom.period)) = atom.period AND (length(place) = 6 OR substr(r.division, 1, 9) = place))
	WHERE one IN ('runs', 'done', 'ontime');
-- institutions and agreements in force
UPDATE atom SET done = 1, half = 0, value = (SELECT count(*) FROM institution i WHERE (two IS NULL OR i.type = two) AND (length(place) = 6 OR substr(i.division, 1, 9) = place)
	AND (one = 'institutions' OR agreement_state = 'ACTIVE' AND (signed IS NULL OR signed <= ends) AND (expires IS NULL OR expires >= ends)))
	WHERE one IN ('institutions', 'agreements');
UPDATE atom SET done = 1, half = 0, value = (SELECT CASE two WHEN 'villages' THEN villages WHEN 'poor' THEN poor WHEN 'population' THEN population END FROM division d
	WHERE d.id = place) WHERE one = 'division';

-- ---- a stack machine, which carries with each number the least and the most that rounding lets it be -------------
DROP TABLE IF EXISTS work;
CREATE TABLE work (formula, place, period);
DROP VIEW IF EXISTS machine;
CREATE VIEW machine AS      -- s: a stack of [number, least, most]
WITH RECURSIVE run (formula, place, period, n, s) AS (SELECT formula, place, period, 0, '[]' FROM work
	UNION ALL
	SELECT w.formula, w.place, w.period, w.n + 1, CASE r.tok
		WHEN '+' THEN json_insert(json_remove(s, '$[#-1]', '$[#-1]'), '$[#]', json_array((s ->> '$[#-2][0]') + (s ->> '$[#-1][0]'),
			(s ->> '$[#-2][1]') + (s ->> '$[#-1][1]'), (s ->> '$[#-2][2]') + (s ->> '$[#-1][2]')))
		WHEN '-' THEN json_insert(json_remove(s, '$[#-1]', '$[#-1]'), '$[#]', json_array((s ->> '$[#-2][0]') - (s ->> '$[#-1][0]'),
			(s ->> '$[#-2][1]') - (s ->> '$[#-1][2]'), (s ->> '$[#-2][2]') - (s ->> '$[#-1][1]')))
		WHEN '*' THEN json_insert(json_remove(s, '$[#-1]', '$[#-1]'), '$[#]', json_array((s ->> '$[#-2][0]') * (s ->> '$[#-1][0]'),
			min((s ->> '$[#-2][1]') * (s ->> '$[#-1][1]'), (s ->> '$[#-2][1]') * (s ->> '$[#-1][2]'), (s ->> '$[#-2][2]') * (s ->> '$[#-1][1]'), (s ->> '$[#-2][2]') * (s ->> '$[#-1][2]')),
			max((s ->> '$[#-2][1]') * (s ->> '$[#-1][1]'), (s ->> '$[#-2][1]') * (s ->> '$[#-1][2]'), (s ->> '$[#-2][2]') * (s ->> '$[#-1][1]'), (s ->> '$[#-2][2]') * (s ->> '$[#-1][2]'))))
		WHEN '/' THEN json_insert(json_remove(s, '$[#-1]', '$[#-1]'), '$[#]', json_array(1.0 * (s ->> '$[#-2][0]') / (s ->> '$[#-1][0]'),
			min(1.0 * (s ->> '$[#-2][1]') / (s ->> '$[#-1][1]'), 1.0 * (s ->> '$[#-2][1]') / (s ->> '$[#-1][2]'), 1.0 * (s ->> '$[#-2][2]') / (s ->> '$[#-1][1]'), 1.0 * (s ->> '$[#-2][2]') / (s ->> '$[#-1][2]')),
			max(1.0 * (s ->> '$[#-2][1]') / (s ->> '$[#-1][1]'), 1.0 * (s ->> '$[#-2][1]') / (s ->> '$[#-1][2]'), 1.0 * (s ->> '$[#-2][2]') / (s ->> '$[#-1][1]'), 1.0 * (s ->> '$[#-2][2]') / (s ->> '$[#-1][2]'))))
		ELSE json_insert(s, '$[#]', json_array(a.value, a.lo, a.hi)) END
	FROM run w JOIN rpn r ON r.formula = w.formula AND r.n = w.n LEFT JOIN atom a ON r.word AND a.word = r.tok AND a.place = w.place
		AND ifnull(a.period, '') = ifnull(w.period, ''))
SELECT formula, place, period, s ->> '$[0][0]' AS value, s ->> '$[0][1]' AS lo, s ->> '$[0][2]' AS hi FROM run
WHERE n = (SELECT count(*) FROM rpn WHERE rpn.formula = run.formula);
UPDATE atom SET lo = value - coalesce(half, 0), hi = value + coalesce(half, 0);
-- formulas of formulas: those whose words are known, again and again
DROP TABLE IF EXISTS result;
CREATE TABLE result (formula, place, period, value, lo, hi);
CREATE INDEX result_key ON result (formula, place);
.read tests/oracle/pass.sql
.read tests/oracle/pass.sql
.read tests/oracle/pass.sql
.read tests/oracle/pass.sql
DELETE FROM work; DELETE FROM result;
INSERT INTO work SELECT f.id, s.place, s.period FROM seats s JOIN formula f ON f.owner = s.id AND f.side <> 'formula';
INSERT INTO result SELECT * FROM machine;

-- ---- verdicts ---------------------------------------------------------------------------------------------------
DROP TABLE IF EXISTS verdict;
CREATE TABLE verdict AS SELECT s.id, s.place, CASE WHEN k."each" IS NULL THEN '' ELSE s.place END AS seat, s.period, k."check", k.verdict AS named, k.unit, k.expect IS NOT NULL AS compares,
	(SELECT r.value FROM result r JOIN formula f ON f.id = r.formula WHERE f.owner = s.id AND f.side = 'expr' AND r.place = s.place) AS computed,
	(SELECT r.value FROM result r JOIN formula f ON f.id = r.formula WHERE f.owner = s.id AND f.side = 'expect' AND r.place = s.place) AS expected,
	(SELECT sum(max(r.hi - r.value, r.value - r.lo)) FROM result r JOIN formula f ON f.id = r.formula WHERE f.owner = s.id AND f.side <> 'formula'
		AND r.place = s.place) AS tolerance
FROM seats s JOIN asks k ON k.id = s.id;
ALTER TABLE verdict ADD COLUMN said;
UPDATE verdict SET said = CASE WHEN computed IS NULL OR compares AND expected IS NULL THEN 'MISSING' WHEN "check" = 'DERIVE' THEN 'DERIVED'
	WHEN "check" IN ('SUM', 'RATIO', 'PRODUCT', 'EQUAL', 'SAME') THEN CASE WHEN abs(computed - expected) <= 1e-9 * max(1, abs(expected)) THEN 'EXACT'
		WHEN "check" <> 'SAME' AND abs(computed - expected) <= tolerance THEN 'ROUNDING' ELSE coalesce(named, CASE "check" WHEN 'SAME' THEN 'CONFLICT' ELSE 'MISMATCH' END) END
	WHEN "check" = 'MOST' THEN CASE WHEN computed <= expected + 1e-9 * max(1, abs(expected)) THEN 'HOLDS' WHEN computed - expected <= tolerance THEN 'ROUNDING'
		ELSE coalesce(named, 'ALERT') END
	WHEN "check" IN ('LEAST', 'REACH') THEN CASE WHEN computed >= expected - 1e-9 * max(1, abs(expected)) THEN 'HOLDS' WHEN expected - computed <= tolerance THEN 'ROUNDING'
		ELSE coalesce(named, CASE "check" WHEN 'LEAST' THEN 'ALERT' ELSE 'INFEASIBLE' END) END
	WHEN "check" = 'COVER' THEN CASE WHEN abs(computed - expected) < 1e-9 THEN 'EXACT' WHEN computed > expected THEN 'HOLDS' ELSE coalesce(named, 'GAP') END
	WHEN "check" = 'DIFFER' THEN CASE WHEN computed = expected THEN coalesce(named, 'SUSPECT') ELSE 'HOLDS' END END;
INSERT INTO want SELECT looked.day, 'checks', id || '/' || seat, 'verdict', said FROM verdict, looked;
INSERT INTO want SELECT looked.day, 'checks', v.id || '/' || v.seat, j.key, j.value FROM verdict v, looked, json_each(json_object('period', v.period,
	'computed', round(computed * CASE unit WHEN 'bp' THEN 10000 ELSE 1 END, CASE unit WHEN 'bp' THEN 2 ELSE 4 END),
	'expected', round(expected * CASE unit WHEN 'bp' THEN 10000 ELSE 1 END, CASE unit WHEN 'bp' THEN 2 ELSE 4 END),
	'tolerance', CASE WHEN compares THEN round(tolerance * CASE unit WHEN 'bp' THEN 10000 ELSE 1 END, CASE unit WHEN 'bp' THEN 2 ELSE 4 END) END)) j
WHERE said <> 'MISSING';
