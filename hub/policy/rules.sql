-- What rows say about each other, asked when a delivery's rows are in (hub/policy/rules.c).  A rule is
--
--   SELECT kind, id, field, say(reason, ...)    field: a column of the view, or 'id'; reason NULL: nothing is wrong
--
-- over the typed views (SELECT ... FROM task: hub/authority/db_views.c) and those below.
-- Of two faults in one cell the first is
-- said.  What a plan says is judged whole each time; of what happened (county half) only what came: seq = ?1.
-- date(x, '+0 days') IS NOT x: x is no civil day (date() alone takes 2020-02-30).
-- Rows that could not be read stand there with nothing but their id, so a rule names a part by its id (LEDGER:CODE).

-- name: hub_rules_views
-- Blank-separated words as rows.
CREATE TEMP VIEW IF NOT EXISTS stage_after AS
SELECT s.id, s.ledger, s.code, w.value AS follows, s.ledger || ':' || w.value AS follows_id
FROM stage s, json_each('[' || replace(json_quote(s.after), ' ', '","') || ']') w WHERE w.value <> '';
CREATE TEMP VIEW IF NOT EXISTS stage_need AS
SELECT s.id, s.ledger, w.value AS word
FROM stage s, json_each('[' || replace(json_quote(s.needs), ' ', '","') || ']') w WHERE w.value <> '';
CREATE TEMP VIEW IF NOT EXISTS watch_pop AS
SELECT o.id, o.field, w.value AS code
 FROM (SELECT id, 'pop' AS field, pop AS codes FROM watch UNION ALL SELECT id, 'not_pop', not_pop FROM watch) o,
 json_each('[' || replace(json_quote(o.codes), ' ', '","') || ']') w WHERE w.value <> '';
-- Keys of params that watches go by.
CREATE TEMP VIEW IF NOT EXISTS watch_key AS
SELECT id, 'param' AS field, param AS key FROM watch WHERE param IS NOT NULL AND param NOT GLOB '*[ :]*'
UNION ALL SELECT id, 'least_param', least_param FROM watch WHERE least_param IS NOT NULL
UNION ALL SELECT id, 'days_param', days_param FROM watch WHERE days_param IS NOT NULL
UNION ALL SELECT id, 'sum_param', sum_param FROM watch WHERE sum_param IS NOT NULL
UNION ALL SELECT o.id, o.field, w.value FROM (SELECT id, 'amount' AS field, amount AS text FROM watch
 UNION ALL SELECT id, 'param', param FROM watch WHERE param GLOB '*[ :]*'
 UNION ALL SELECT id, 'condition', condition FROM watch) o, json_each(claim_params(o.text)) w WHERE o.text IS NOT NULL;
-- Rules for who has a subsidy, and the params they go by.
CREATE TEMP VIEW IF NOT EXISTS subsidy_rule AS
SELECT id, value AS text FROM param WHERE key GLOB 'subsidy_?*_if';
CREATE TEMP VIEW IF NOT EXISTS subsidy_key AS
SELECT s.id, w.value AS key FROM subsidy_rule s, json_each(roster_params(s.text)) w;
-- A75, E16, A52: codes that a condition, a subsidy's rule or a stage's needs name, and of which list they are.
CREATE TEMP VIEW IF NOT EXISTS code_named AS
SELECT 'watch' AS kind, w.id, 'condition' AS field, json_extract(c.value, '$[0]') AS list,
 json_extract(c.value, '$[1]') AS code FROM watch w, json_each(claim_codes(w.condition)) c
UNION ALL SELECT 'param', s.id, 'value', json_extract(c.value, '$[0]'), json_extract(c.value, '$[1]')
 FROM subsidy_rule s, json_each(roster_codes(s.text)) c
UNION ALL SELECT 'stage', s.id, 'needs', 'party', p.value
 FROM (SELECT id, substr(word, 6) || ':' AS who FROM stage_need WHERE word GLOB 'sign:[^0-9]*') s,
 json_each('[' || replace(json_quote(substr(s.who, 1, instr(s.who, ':') - 1)), '+', '","') || ']') p
UNION ALL SELECT 'stage', id, 'needs', 'assessment',
 iif(instr(substr(word, 6), ':') > 0, substr(word, 6 + instr(substr(word, 6), ':')), 'AGREE')
 FROM stage_need WHERE word GLOB 'sign:*'
UNION ALL SELECT 'stage', id, 'needs', 'evidence_kind', substr(word, 10) FROM stage_need WHERE word GLOB 'evidence:*';
-- A54: the words of whom a paper goes to.
CREATE TEMP VIEW IF NOT EXISTS addressee AS
SELECT o.kind, o.id, o.field, trim(w.value) AS word
FROM (SELECT 'duty' AS kind, id, 'recipient' AS field, recipient AS words FROM duty
 UNION ALL SELECT 'duty', id, 'copy_to', copy_to FROM duty) o,
 json_each('[' || replace(json_quote(o.words), '、', '","') || ']') w WHERE o.words IS NOT NULL;
-- Parts of something, whose ids are made of it.
CREATE TEMP VIEW IF NOT EXISTS part AS
SELECT 'check_item' AS kind, id, checklist AS of, code, 'code' AS field, 'CHECKLIST:CODE' AS form FROM check_item
UNION ALL SELECT 'stage', id, ledger, code, 'code', 'LEDGER:CODE' FROM stage
UNION ALL SELECT 'ledger_field', id, ledger, key, 'key', 'LEDGER:KEY' FROM ledger_field;
CREATE TEMP VIEW IF NOT EXISTS checklist_size AS
SELECT substr(id, 1, instr(id, ':') - 1) AS checklist, count(*) AS items FROM check_item GROUP BY 1;
-- Ledgers of whose stages not every one says what it follows: who comes where is not known.
CREATE TEMP VIEW IF NOT EXISTS ledger_unclear AS
SELECT substr(id, 1, instr(id, ':') - 1) AS ledger FROM stage WHERE after IS NULL
UNION SELECT ledger FROM stage_after WHERE follows <> '-' AND follows_id NOT IN (SELECT id FROM stage);
-- A16: cells of a supervision report's checklist.
CREATE TEMP VIEW IF NOT EXISTS report_axes AS
SELECT count(*) FILTER (WHERE list = 'check_subject') AS subjects,
 count(*) FILTER (WHERE list = 'check_aspect') AS aspects FROM term;
-- A key's values as numbers: no other is a threshold or part of a formula.
CREATE TEMP VIEW IF NOT EXISTS param_key AS
SELECT key, min(value GLOB '*[0-9]*' AND value NOT GLOB '*[^-0-9.]*' AND value NOT GLOB '?*-*'
 AND value NOT GLOB '*.*.*') AS number
FROM param GROUP BY key;
-- Formulas and their words, taken apart by model/figures/words.h:
-- `of` says what `name` is the name of, `part` what `more` is.
CREATE TEMP VIEW IF NOT EXISTS formula AS
SELECT 'indicator' AS kind, id, 'formula' AS field, formula AS text FROM indicator WHERE formula IS NOT NULL
UNION ALL SELECT 'rule', id, 'expr', expr FROM rule WHERE expr IS NOT NULL
UNION ALL SELECT 'rule', id, 'expect', expect FROM rule WHERE expect IS NOT NULL;
CREATE TEMP VIEW IF NOT EXISTS formula_word AS
SELECT f.kind, f.id, f.field, json_extract(w.value, '$.word') AS word, json_extract(w.value, '$.of') AS of,
 json_extract(w.value, '$.name') AS name, json_extract(w.value, '$.part') AS part,
  json_extract(w.value, '$.part_of') AS part_of,
 json_extract(w.value, '$.more') AS more, json_extract(w.value, '$.value') AS value
FROM formula f, json_each(formula_words(f.text)) w;
-- A rule's two sides; `fixed`: no record can change it, as it is made of numbers, parameters and indicators that are.
CREATE TEMP VIEW IF NOT EXISTS fixed_indicator AS
SELECT id FROM indicator i WHERE formula IS NOT NULL AND formula_constant(formula)
 AND NOT EXISTS (SELECT 1 FROM figure f WHERE f.indicator = i.id);
CREATE TEMP VIEW IF NOT EXISTS rule_side AS
SELECT f.id, f.field, f.text, formula_constant(f.text) OR (
  EXISTS (SELECT 1 FROM formula_word w WHERE w.kind = 'rule' AND w.id = f.id AND w.field = f.field)
  AND NOT EXISTS (SELECT 1 FROM formula_word w WHERE w.kind = 'rule' AND w.id = f.id AND w.field = f.field
   AND w.of <> 'param' AND w.word NOT IN (SELECT id FROM fixed_indicator))) AS fixed,
 (SELECT group_concat(word) FROM (SELECT DISTINCT w.word FROM formula_word w
  WHERE w.kind = 'rule' AND w.id = f.id AND w.field = f.field ORDER BY 1)) AS words
FROM formula f WHERE f.kind = 'rule';

-- name: hub_rules
-- A07: a division is inside one of a higher level, so none is inside itself.
SELECT 'division', d.id, 'parent', say('a division is inside one of a higher level (3 county, 4 township, 5 village)')
FROM division d JOIN division p ON p.id = d.parent WHERE d.seq = ?1 AND p.level >= d.level;

-- A10: up from a task one does not come back to it.
WITH RECURSIVE up(start, at, depth) AS (
 SELECT id, parent, 1 FROM task WHERE seq = ?1 AND parent IS NOT NULL
 UNION ALL SELECT u.start, t.parent, u.depth + 1 FROM up u CROSS JOIN task t ON t.id = u.at
 WHERE u.at <> u.start AND u.depth <= 32 AND t.parent IS NOT NULL)
SELECT 'task', start, 'parent', say('this goes round in a circle: the task would be part of itself') FROM up
 WHERE at = start OR depth > 32;

-- The calendar: a day is its own id.
SELECT 'calendar', id, 'id', say('a calendar row''s id is its date, like 2020-06-25') FROM calendar
 WHERE date(id, '+0 days') IS NOT id;

-- Code lists: LIST:CODE.
SELECT 'term', id, 'id', say('a term''s id is LIST:CODE') FROM term WHERE id <> list || ':' || code;

-- Attributes: whose issues duty may close (A64), whom the plan is for (E25).
SELECT 'term', id, 'attr', say('"%.40s" is said of the list %s, not of %.40s', attr,
 CASE attr WHEN 'duty' THEN 'source' ELSE 'pop' END, list)
FROM term WHERE attr IS NOT NULL AND list <> CASE attr WHEN 'duty' THEN 'source' ELSE 'pop' END;
SELECT 'term', id, 'attr', say('%.60s is already whom the plan is for; there is one', first)
FROM (SELECT id, first_value(id) OVER (ORDER BY id) AS first FROM term WHERE attr = 'poor' AND list = 'pop')
WHERE first <> id;
-- A16: as many subjects and aspects as a report has room for (model/flow/report.h).
SELECT 'term', t.id, 'list', say('there are %d of the list %s; %d at most', n, t.list, most)
FROM (SELECT id, list, count(*) OVER (PARTITION BY list) AS n, iif(list = 'check_subject', 8, 6) AS most FROM term
 WHERE list IN ('check_subject', 'check_aspect')) t WHERE n > most;

-- What formulas name has a name they can write.
SELECT kind, id, 'id', say('formulas could not name it; its id has no colons and brackets, and 63 bytes at most')
FROM living WHERE kind IN ('indicator', 'ledger', 'checklist', 'duty')
 AND (id GLOB '*[:()]*' OR length(CAST(id AS BLOB)) > 63);

-- Parts: a code that can stand in an id, and the id made of it.
SELECT kind, id, field, say('no good code; no blanks, colons and brackets, and - alone is no code') FROM part
 WHERE code GLOB '*[: ()]*' OR code = '-';
SELECT kind, id, 'id', say('its id is %s: %.120s', form, of || ':' || code) FROM part WHERE id <> of || ':' || code;

-- A05: a parameter that is a date is one.
SELECT 'param', id, 'value', say('no such date "%.40s"; write 2020-06-30', value) FROM param
WHERE (unit = 'date' OR key IN ('campaign_start', 'pace_start', 'zero_day')) AND date(value, '+0 days') IS NOT value;
-- A05: a key has one value a day; of rows in force the one that began last counts.
SELECT 'param', id, 'valid_from',
 say('%.60s says the same key from the same day on; a key has one value a day', first)
FROM (SELECT id, first_value(id) OVER (PARTITION BY key, valid_from ORDER BY id) AS first FROM param
 WHERE key IS NOT NULL)
WHERE first <> id;

-- A16: a report says something, or that nothing was seen, of each aspect of each subject.
SELECT 'sup_report', r.id, 'matrix',
 say('"%.60s" is not one of 0 1 2 - for each of %d cells: %d subjects (check_subject) by %d aspects (check_aspect)',
 r.matrix, x.subjects * x.aspects, x.subjects, x.aspects)
FROM sup_report r, report_axes x WHERE r.seq = ?1
 AND (length(r.matrix) <> x.subjects * x.aspects OR r.matrix GLOB '*[^-012]*');

-- A26-A49: days and months a duty can be due on.
SELECT 'duty', id, 'day', CASE rule WHEN 'WEEKLY' THEN say('a weekday is 1 (Monday) to 7')
 WHEN 'EVENT' THEN say('days after the event, 0 to 3660') ELSE say('a day of the month is 1 to 31') END
FROM duty WHERE day NOT BETWEEN rule <> 'EVENT' AND CASE rule WHEN 'WEEKLY' THEN 7 WHEN 'EVENT' THEN 3660 ELSE 31 END;
SELECT 'duty', id, 'month', iif(rule = 'QUARTERLY', say('a month of the quarter is 1 to 3'), say('a month is 1 to 12'))
FROM duty WHERE month NOT BETWEEN 1 AND iif(rule = 'QUARTERLY', 3, 12);
SELECT 'duty', id, 'date', say('empty; a duty that is due ONCE has a date')
FROM duty WHERE rule = 'ONCE' AND date IS NULL;
-- A26-A49: what opens a duty is there.
SELECT 'duty', id, 'event', iif(rule = 'EVENT',
 say('empty; write what opens it: batch:SOURCE change:SOURCE entry:LEDGER stage:LEDGER:CODE'),
 say('only a duty of the rule EVENT waits for one'))
FROM duty WHERE (rule = 'EVENT') = (event IS NULL);
SELECT 'duty', id, 'event', CASE
 WHEN what NOT IN ('batch', 'change', 'entry', 'stage') THEN
  say('"%.60s" is no event; one of: batch:SOURCE change:SOURCE entry:LEDGER stage:LEDGER:CODE', event)
 WHEN what = 'stage' AND instr(name, ':') = 0 THEN say('"%.60s" is not whole; write stage:LEDGER:CODE', event)
 WHEN NOT EXISTS (SELECT 1 FROM living l WHERE l.kind = of AND l.id = name) THEN
  say('there is no %s "%.60s"', say_kind(of), name) END
FROM (SELECT id, event, what, name,
 CASE what WHEN 'entry' THEN 'ledger' WHEN 'stage' THEN 'stage' ELSE 'source' END AS of
 FROM (SELECT id, event, substr(event, 1, instr(event, ':') - 1) AS what, substr(event, instr(event, ':') + 1) AS name
  FROM duty WHERE rule = 'EVENT' AND event IS NOT NULL));

-- A54: whom it goes to, and whom a copy: posts, by id or name, a unit of posts, a class of them, a group.
SELECT kind, id, field, CASE
 WHEN tail <> '' THEN say('"%.40s": no post of those has a name or a unit that ends in "%.40s"', word, tail)
 WHEN near IS NOT NULL THEN
  say('"%.40s" is no post, no unit of posts and no group; near are: %.200s; else add it to post.csv', word, near)
 ELSE say('"%.40s" is no post, no unit of posts and no group; add it to post.csv, several are parted by %s', word, '、')
 END
FROM (SELECT a.*, addressee_tail(a.word) AS tail, (SELECT nearest(a.word, name) FROM (SELECT name FROM post
  UNION SELECT unit FROM post WHERE unit IS NOT NULL UNION SELECT name FROM sup_group
  UNION VALUES ('各乡镇'), ('各督战组'))) AS near FROM addressee a
 WHERE NOT EXISTS (SELECT 1 FROM post p WHERE addressed(a.word, p.id, p.name, p.unit, p.role))
  AND NOT EXISTS (SELECT 1 FROM sup_group g WHERE a.word IN (g.id, g.name)));

-- A01, A06, B33: a checklist has 1 to 64 cells.
SELECT 'checklist', c.id, 'id', say('it has %d items; give check_item.csv 1 to 64 for it', coalesce(s.items, 0))
FROM checklist c LEFT JOIN checklist_size s ON s.checklist = c.id WHERE coalesce(s.items, 0) NOT BETWEEN 1 AND 64;
SELECT 'checklist', id, 'due_day', say('a day of the month is 1 to 31')
FROM checklist WHERE due_day NOT BETWEEN 1 AND 31;
-- A01, A06, B33: a filled checklist says something in each cell, and whom it is about.
SELECT 'check_mark', m.id, 'marks', CASE
 WHEN m.marks IS NULL AND m.status = 'FILLED' THEN
  say('empty, although it is FILLED; one of 0 1 2 - for each of the %d items', s.items)
 WHEN length(m.marks) <> s.items OR m.marks GLOB '*[^-012]*' THEN
  say('"%.70s" is not one of 0 1 2 - for each of the checklist''s %d items', m.marks, s.items) END
FROM check_mark m JOIN checklist_size s ON s.checklist = m.checklist WHERE m.seq = ?1;
SELECT 'check_mark', m.id,
 CASE c.subject WHEN 'INSTITUTION' THEN 'institution' WHEN 'GROUP' THEN 'sup_group' ELSE 'division' END,
 say('empty; this checklist is about each %s', c.subject)
FROM check_mark m JOIN checklist c ON c.id = m.checklist WHERE m.seq = ?1 AND c.subject <> 'COUNTY'
 AND CASE c.subject WHEN 'INSTITUTION' THEN m.institution WHEN 'GROUP' THEN m.sup_group ELSE m.division END IS NULL;

-- E16, D22: a ledger has stages (STAGES_MAX of model/flow/stage.h), entries begin in one and end in one.
SELECT 'ledger', l.id, 'id', CASE
 WHEN s.stages IS NULL THEN
  say('it has no stages; give stage.csv at least one where entries begin and one where they end')
 WHEN s.stages > 40 THEN say('it has %d stages; 40 at most', s.stages)
 WHEN NOT s.begins THEN say('none of its stages is where entries begin; write - as one stage''s "after"')
 WHEN NOT s.ends THEN say('its entries never end; one of its stages must be of the class CLOSED or DROPPED') END
FROM ledger l LEFT JOIN (
 SELECT substr(id, 1, instr(id, ':') - 1) AS ledger, count(*) AS stages, max(class IS NOT 'OPEN') AS ends,
  max(after IS NULL OR ' ' || after || ' ' GLOB '* - *') AS begins FROM stage GROUP BY 1) s ON s.ledger = l.id;
-- E16: a stage follows stages of its ledger.
SELECT 'stage', s.id, 'after',
 say('empty; write the codes of the stages it follows, or - where entries begin: %.300s',
 (SELECT group_concat(code, ' ') FROM stage o WHERE o.ledger = s.ledger))
FROM stage s WHERE s.after IS NULL;
SELECT 'stage', a.id, 'after',
 say('"%.40s" is no stage of the ledger %.40s; its stages are: %.300s', a.follows, a.ledger,
 (SELECT group_concat(code, ' ') FROM stage o WHERE o.ledger = a.ledger))
FROM stage_after a WHERE a.follows <> '-' AND a.follows_id NOT IN (SELECT id FROM stage);
-- E16: entries come to each stage from where they begin.
WITH RECURSIVE step AS MATERIALIZED (SELECT id, follows, follows_id FROM stage_after),
 reached(id) AS (SELECT id FROM step WHERE follows = '-'
  UNION SELECT s.id FROM reached r JOIN step s ON s.follows_id = r.id)
SELECT 'stage', s.id, 'after', say('no entry ever comes to %.60s: '
 || 'none of the stages it follows can be reached from one where entries begin (-)', s.code)
FROM stage s WHERE s.id NOT IN (SELECT id FROM reached) AND s.ledger NOT IN (SELECT ledger FROM ledger_unclear)
 AND s.ledger IN (SELECT ledger FROM stage_after WHERE follows = '-');
-- E16: who stands in an open stage can leave it.
SELECT 'stage', s.id, 'class', say('OPEN, but no stage follows it: entries never leave %.60s; '
 || 'make it CLOSED or DROPPED, or name it in another stage''s "after"', s.code)
FROM stage s WHERE s.class = 'OPEN' AND s.id NOT IN (SELECT follows_id FROM stage_after WHERE id <> follows_id)
 AND s.ledger NOT IN (SELECT ledger FROM ledger_unclear);
-- E16, D22: roles, needs and days as model/flow/stage.h reads them, and the columns they ask for.
SELECT 'stage', id, 'code', stage_wrong('code', code) FROM stage
 UNION ALL SELECT 'stage', id, 'roles', stage_wrong('roles', roles) FROM stage
UNION ALL SELECT 'stage', id, 'needs', stage_wrong('needs', needs) FROM stage
UNION ALL SELECT 'stage', id, 'days', stage_wrong('days', days) FROM stage
UNION ALL SELECT 'stage', id, 'after', stage_wrong('after', after) FROM stage;
SELECT 'stage', id, 'needs', say('%.60s, but ledger_field.csv gives the ledger %.40s no such key', word, ledger)
FROM stage_need WHERE word GLOB 'field:*'
 AND ledger || ':' || substr(word, 7, instr(word || '=', '=') - 7) NOT IN (SELECT id FROM ledger_field);
-- A51, A75: what a column has to say is a code of its list.
SELECT 'stage', n.id, 'needs', CASE
 WHEN f.type <> 'term' THEN
  say('%.60s, but the column %.40s has no codes; after = nothing or codes of its list', n.word, f.key)
 WHEN f.list || ':' || c.value NOT IN (SELECT id FROM term) THEN
  say('%.60s, but the list %.40s has no code "%.40s"', n.word, f.list, c.value) END
FROM stage_need n JOIN ledger_field f ON f.id = n.ledger || ':' || substr(n.word, 7, instr(n.word, '=') - 7),
 json_each('[' || replace(json_quote(substr(n.word, instr(n.word, '=') + 1)), '|', '","') || ']') c
WHERE n.word GLOB 'field:*=?*';
-- So many departments, each once, must be there to sign.
SELECT 'stage', n.id, 'needs', say('%.60s, but the list %s has %d codes; each department signs once', n.word, 'party',
 p.parties) FROM stage_need n, (SELECT count(*) AS parties FROM term WHERE id GLOB 'party:*') p
WHERE n.word GLOB 'sign:[1-9]*' AND CAST(substr(n.word, 6) AS INTEGER) > p.parties;
-- Who signs is a department, what counts a verdict, what proves evidence; a condition's codes are in its column's list.
SELECT kind, id, field, CASE
 WHEN list NOT IN (SELECT substr(id, 1, instr(id, ':') - 1) FROM term) THEN
  say('"%.40s" is not in the list %s; there is no such list in term.csv', code, list)
 WHEN near IS NOT NULL THEN say('"%.40s" is not in the list %s; near are: %.200s', code, list, near)
 ELSE say('"%.40s" is not in the list %s; its codes are: %.300s', code, list,
  (SELECT group_concat(t.code, ' ') FROM term t WHERE t.list = n.list)) END
FROM (SELECT c.*, (SELECT nearest(c.code, t.code) FROM term t WHERE t.list = c.list) AS near FROM code_named c
 WHERE c.list || ':' || c.code NOT IN (SELECT id FROM term)) n;
SELECT 'stage', id, 'days', say('empty, although a unit of days is given') FROM stage
 WHERE day_unit IS NOT NULL AND days IS NULL;

-- A ledger's own columns: keys that JSON and CSV can name, lists where there are codes.
SELECT 'ledger_field', id, 'key', say('no good key; no points, 47 bytes at most') FROM ledger_field
 WHERE key GLOB '*.*' OR length(CAST(key AS BLOB)) > 47;
SELECT 'ledger_field', id, 'list', CASE
 WHEN type = 'term' AND list IS NULL THEN say('empty; a field of the type term takes its codes from a list')
 WHEN type <> 'term' AND list IS NOT NULL THEN say('only a field of the type term has a list')
 WHEN list NOT IN (SELECT substr(id, 1, instr(id, ':') - 1) FROM term) THEN
  say('there is no list "%.60s" in term.csv', list) END
FROM ledger_field;

-- B43: what makes a column needed is what another column of the ledger says.
SELECT 'ledger_field', f.id, 'needed_when', CASE
 WHEN f.needed_when NOT GLOB '?*=?*' THEN say('"%.60s" is no condition; write KEY=CODE', f.needed_when)
 WHEN k.id IS NULL THEN say('the ledger %.40s has no column "%.40s"', f.ledger,
  substr(f.needed_when, 1, instr(f.needed_when, '=') - 1))
 WHEN k.list IS NOT NULL AND k.list || ':' || substr(f.needed_when, instr(f.needed_when, '=') + 1)
  NOT IN (SELECT id FROM term) THEN
  say('the list "%.40s" has no "%.40s"', k.list, substr(f.needed_when, instr(f.needed_when, '=') + 1)) END
FROM ledger_field f
LEFT JOIN ledger_field k ON k.id = f.ledger || ':' || substr(f.needed_when, 1, instr(f.needed_when, '=') - 1)
WHERE f.needed_when IS NOT NULL;

-- E14-E16: an entry stands in a stage of its ledger, is what that stage makes it, and has come through such stages.
SELECT 'entry', e.id, iif(s.id IS NULL, 'stage', 'status'), CASE
 WHEN s.id IS NULL THEN say('"%.40s" is no stage of the ledger %.40s; its stages are: %.300s', e.stage, e.ledger,
  (SELECT group_concat(code, ' ') || ' (' || group_concat(name, ' ') || ')' FROM stage o WHERE o.ledger = e.ledger))
 WHEN s.class <> e.status THEN say('"%.40s", but whoever stands in %.60s is %s', e.status, s.code, s.class) END
FROM entry e JOIN ledger l ON l.id = e.ledger LEFT JOIN stage s ON s.id = e.ledger || ':' || e.stage
 WHERE e.seq = ?1 AND e.stage IS NOT NULL;
WITH came AS MATERIALIZED (SELECT e.id, e.ledger, e.stages FROM entry e JOIN ledger l ON l.id = e.ledger
 WHERE e.seq = ?1 AND e.stages IS NOT NULL),
 step AS (SELECT e.*, w.key, iif(w.type = 'array', json_extract(w.value, '$[0]'), NULL) AS code,
  iif(w.type = 'array', json_extract(w.value, '$[1]'), NULL) AS day
  FROM came e LEFT JOIN json_each(e.stages) w)
SELECT 'entry', e.id, 'stages', CASE
 WHEN e.stages NOT GLOB '[[]*' THEN say('a list is wanted, like [["DETECTED","2021-08-20"]]')
 WHEN e.key IS NULL THEN NULL
 WHEN e.code IS NULL OR NOT EXISTS (SELECT 1 FROM stage s WHERE s.id = e.ledger || ':' || e.code) THEN
  say('"%.40s" is no stage of the ledger %.40s; its stages are: %.300s', coalesce(e.code, ''), e.ledger,
   (SELECT group_concat(o.code, ' ') FROM stage o WHERE o.ledger = e.ledger))
 WHEN date(e.day, '+0 days') IS NOT e.day OR e.day IS NULL THEN
  say('no such date "%.40s"; write ["%.40s","2021-08-20"]', coalesce(e.day, ''), e.code) END
FROM step e;

-- A78: what a source hands in is a kind of records, from somewhere that can be asked, without passwords.
SELECT 'source', id, 'takes',
 say('"%.40s" is neither roster nor claims nor a kind of record (settlement figure entry ...)', takes)
FROM source WHERE takes IN ('event', 'batch')
 OR NOT (takes IN ('roster', 'claims') OR is_kind(takes) OR (takes = 'any' AND id = 'import'));
SELECT 'source', id, 'ledger', say('empty; entries go into a ledger')
FROM source WHERE takes = 'entry' AND ledger IS NULL;
SELECT 'source', id, 'url', CASE
 WHEN NOT (url GLOB 'http://*' OR url GLOB 'https://*' OR url GLOB 'file://*') THEN
  say('only http://, https:// and files')
 WHEN substr(rest, 1, instr(rest || '/', '/')) GLOB '*@*' THEN
  say('no passwords in a pack; leave out what stands before the @') END
FROM (SELECT id, url, substr(url, instr(url, '://') + 3) AS rest FROM source WHERE url GLOB '*://*');
-- What a source says of its JSON can be read so, and is used: pages are fetched, a file has none.
SELECT 'source', id, 'rows_at', path_wrong(rows_at) FROM source WHERE rows_at IS NOT NULL;
SELECT 'source', id, 'map', map_wrong(takes, map) FROM source WHERE map IS NOT NULL
 AND (takes IN ('roster', 'claims') OR is_kind(takes));
SELECT 'source', id, 'next', CASE WHEN url GLOB 'http*://*' THEN next_wrong(next)
 ELSE say('only what is fetched over http has pages; give the source such an address, or leave it empty') END
FROM source WHERE next IS NOT NULL;
SELECT 'source', id, field, say('only of JSON; write json into its format, or leave it empty')
FROM (SELECT id, 'rows_at' AS field FROM source WHERE rows_at IS NOT NULL AND format IS NOT 'json'
 UNION ALL SELECT id, 'map' FROM source WHERE map IS NOT NULL AND format IS NOT 'json'
 UNION ALL SELECT id, 'next' FROM source WHERE next IS NOT NULL AND format IS NOT 'json');

-- D19, E10-E11: a watch has a threshold, people it is about, and for many of them how many.
SELECT 'watch', id, 'amount', claim_wrong('amount', amount) FROM watch
UNION ALL SELECT 'watch', id, 'param', claim_wrong('param', param) FROM watch
UNION ALL SELECT 'watch', id, 'condition', claim_wrong('condition', condition) FROM watch;
SELECT 'watch', w.id, w.field, iif(p.key IS NULL, say('there is no param with the key "%.60s"', w.key),
 say('the param "%.60s" is not a number; a threshold is one, in yuan', w.key))
FROM watch_key w LEFT JOIN param_key p ON p.key = w.key WHERE coalesce(p.number, 0) = 0;
SELECT 'watch', id, field, say('there is no code in the list pop "%.60s"', code) FROM watch_pop
 WHERE 'pop:' || code NOT IN (SELECT id FROM term);
SELECT 'watch', id, 'least', say('a watch of the scope %s says how many households of one village, 2 or more', scope)
FROM watch WHERE scope IN ('MASS', 'CLUSTER') AND coalesce(least, 0) < 2 AND least_param IS NULL;

-- A38, A90: who has a subsidy is said of what a roster tells.
SELECT 'param', id, 'value', roster_wrong(text) FROM subsidy_rule;
SELECT 'param', s.id, 'value', iif(p.key IS NULL, say('there is no param with the key "%.60s"', s.key),
 say('"%.60s": the param''s value is not a number', s.key))
FROM subsidy_key s LEFT JOIN param_key p ON p.key = s.key WHERE coalesce(p.number, 0) = 0;
SELECT 'param', id, 'value', say('"%.40s" is none of max min sum', value) FROM param
 WHERE key = 'subsidy_rule' AND value NOT IN ('max', 'min', 'sum');
-- A38: nobody is due less than nothing.
SELECT 'param', id, 'value', say('"%.40s" is less than nothing; a subsidy is 0 or more', value) FROM param
 WHERE key GLOB 'subsidy_*' AND key NOT GLOB 'subsidy_*_if' AND key <> 'subsidy_rule' AND money_of(value) < 0;

-- The words of formulas name something that is there.
SELECT f.kind, f.id, f.field, CASE
 WHEN f.of = 'wrong' THEN f.name
 WHEN f.of = 'name' AND EXISTS (SELECT 1 FROM figure g WHERE g.id = f.word) THEN NULL
 WHEN f.of = 'name' AND f.name NOT IN (SELECT id FROM indicator) THEN
  say('"%.60s" is no figure''s id, no indicator and no other word of a formula; see guatu-pack(5)', f.word)
 WHEN f.of = 'param' AND f.name NOT IN (SELECT key FROM param_key) THEN
  say('"%.60s": there is no param with the key "%.60s"', f.word, f.name)
 WHEN f.of = 'param' AND f.name NOT IN (SELECT key FROM param_key WHERE number) THEN
  say('"%.60s": the param''s value is not a number', f.word)
 WHEN f.of = 'code' AND NOT EXISTS (SELECT 1 FROM term t
  WHERE t.id IN ('scope:' || f.name, 'svc:' || f.name, 'pop:' || f.name, 'institution_tier:' || f.name)) THEN
  say('"%.60s": "%.40s" is a code of none of the lists scope, svc, pop and institution_tier', f.word, f.name)
 WHEN f.of IN ('indicator', 'ledger', 'checklist', 'duty')
  AND NOT EXISTS (SELECT 1 FROM living l WHERE l.kind = f.of AND l.id = f.name) THEN
  say('"%.60s": there is no %s "%.60s"', f.word, say_kind(f.of), f.name)
 WHEN f.part = 'point' THEN CASE
   WHEN EXISTS (SELECT 1 FROM stage s WHERE s.id = f.part_of || ':' || f.more) THEN NULL
   WHEN NOT EXISTS (SELECT 1 FROM ledger_field k WHERE k.id = f.part_of || ':' || f.more) THEN
    say('"%.60s": the %s "%.40s" has no "%.40s"', f.word, say_kind('ledger'), f.part_of, f.more)
   WHEN NOT EXISTS (SELECT 1 FROM ledger_field k
     WHERE k.id = f.part_of || ':' || f.more AND k.type IN ('date', 'time')) THEN
    say('"%.60s": "%.40s" is no day: its type is neither date nor time', f.word, f.more) END
 WHEN f.part = 'field' THEN (SELECT CASE
   WHEN k.id IS NULL THEN say('"%.60s": the %s "%.40s" has no "%.40s"', f.word, say_kind('ledger'), f.part_of, f.more)
   WHEN k.list IS NOT NULL AND k.list || ':' || f.value NOT IN (SELECT id FROM term) THEN
    say('"%.60s": the list "%.40s" has no "%.40s"', f.word, k.list, f.value) END
  FROM (SELECT 1) LEFT JOIN ledger_field k ON k.id = f.part_of || ':' || f.more)
 WHEN NOT EXISTS (SELECT 1 FROM living l WHERE l.kind = f.part AND l.id = f.part_of || ':' || f.more)
  AND f.more IS NOT NULL THEN
  iif(f.part = 'term', say('"%.60s": the list "%.40s" has no "%.40s"', f.word, f.part_of, f.more),
   say('"%.60s": the %s "%.40s" has no "%.40s"', f.word, say_kind(iif(f.part = 'check_item', 'checklist', 'ledger')),
    f.part_of, f.more))
 WHEN f.part = 'ledger_field' AND f.part_of || ':' || f.more IN (SELECT id FROM ledger_field
  WHERE type NOT IN ('int', 'fen', 'bp')) THEN
  say('"%.60s" cannot be added up: its type is none of int fen bp', f.word) END
FROM formula_word f;
-- Formulas can be worked out.
SELECT kind, id, field, formula_wrong(text) FROM formula;
SELECT 'rule', id, 'expect', say('empty; %s compares with something, only DERIVE does not', "check") FROM rule
 WHERE expect IS NULL AND "check" <> 'DERIVE';
-- A check of a constant against itself is none: no record could ever fail it.
SELECT 'rule', r.id, 'expr', CASE
 WHEN a.fixed AND (r.expect IS NULL OR b.fixed AND (a.words IS NULL OR b.words IS NULL OR a.words = b.words)) THEN
  say('it is made of numbers and parameters alone, which no record can fail; name a figure, an indicator or records')
 WHEN a.text = b.text THEN say('both sides say the same; it could never fail') END
FROM rule r JOIN rule_side a ON a.id = r.id AND a.field = 'expr'
LEFT JOIN rule_side b ON b.id = r.id AND b.field = 'expect';
-- Nor is the sum over all stages of a ledger against the number of its entries.
SELECT 'rule', r.id, 'expr', say('all stages of a ledger make its entries, whatever they are; it could never fail')
FROM rule r JOIN rule_side a ON a.id = r.id AND a.field = 'expr'
WHERE r.expect GLOB 'count:*' AND instr(substr(r.expect, 7), ':') = 0 AND a.text NOT GLOB '*[-*/(]*'
 AND a.words = (SELECT group_concat(word) FROM (SELECT 'count:' || s.id AS word FROM stage s
  WHERE s.ledger = substr(r.expect, 7) AND s.class IS NOT 'DROPPED' ORDER BY 1));
-- An indicator has one value for a place, a period and people: two say different things, or of different populations.
SELECT 'figure', id, 'indicator', say('%.60s says another value for the same place and period; one indicator is '
 || 'one definition: give this one its own, or say of both what they are a share of', other)
FROM (SELECT id, seq, value, coalesce(precision, 0) AS grain, denominator,
  first_value(id) OVER same AS other, first_value(value) OVER same AS first,
  first_value(coalesce(precision, 0)) OVER same AS first_grain, first_value(denominator) OVER same AS of_what
 FROM figure WHERE indicator IS NOT NULL AND value IS NOT NULL
 WINDOW same AS (PARTITION BY indicator, division, period, coalesce(category, ''), coalesce(institution, ''), unit
  ORDER BY id))
WHERE seq = ?1 AND id <> other AND abs(value - first) * 2 > max(grain, 1) + max(first_grain, 1)
 AND (denominator IS NULL OR of_what IS NULL OR denominator = of_what);
-- Money printed in whole yuan, a price above all, is exact.
SELECT 'figure', id, 'precision', say('%.40s is exact: a price is not rounded; the precision is 1', printed)
FROM figure WHERE seq = ?1 AND unit = 'fen' AND precision > 1 AND printed GLOB '[0-9]*元'
 AND printed NOT GLOB '*[千万亿]元' AND value < 10000000;
-- No indicator comes from itself.
SELECT 'indicator', json_extract(c.value, '$.id'), 'formula',
 say('this goes round in a circle: %s; one of them must come from figures or records',
  json_extract(c.value, '$.path'))
FROM json_each((SELECT formula_circles(id, formula)
 FROM (SELECT id, formula FROM indicator WHERE formula IS NOT NULL ORDER BY id))) c;

-- What is taken all the same, but said: asked like the rules.
-- name: hub_doubts
-- A10: a task that starts after it is due.
SELECT 'task', id, 'start', say('it starts after it is due (%s)', due) FROM task WHERE seq = ?1 AND start > due;
-- A10: a task that no post answers for, or no unit; A15, B32, B44: a group without a lead.
SELECT 'task', t.id, iif(t.owner_post IS NULL, 'owner_post', 'owner_unit'), say('empty; nobody answers for the task')
FROM task t LEFT JOIN post p ON p.id = t.owner_post WHERE t.seq = ?1 AND t.status IS NOT 'CHECKED'
 AND (t.owner_post IS NULL OR coalesce(t.owner_unit, p.unit) IS NULL);
SELECT 'sup_group', id, 'lead_post', say('empty; the group has no lead') FROM sup_group
WHERE seq = ?1 AND lead_post IS NULL;
-- A54: of a class of posts of townships each township has one.
SELECT kind, id, field, say('"%.40s": no such post is in %.200s', word, group_concat(place, ' '))
FROM (SELECT a.kind, a.id, a.field, a.word, coalesce(d.short, d.name) AS place FROM addressee a,
 (SELECT coalesce(max(clock), date('now', '+8 hours')) AS today FROM pack) t
 JOIN division d ON d.level = 4 AND coalesce(d.valid_from, '') <= substr(t.today, 1, 10)
  AND coalesce(d.valid_to, '9999') >= substr(t.today, 1, 10)
 WHERE a.word GLOB '各乡镇*' AND EXISTS (SELECT 1 FROM post p WHERE addressed(a.word, p.id, p.name, p.unit, p.role))
 AND NOT EXISTS (SELECT 1 FROM post p WHERE p.division = d.id AND addressed(a.word, p.id, p.name, p.unit, p.role))
 ORDER BY d.id) GROUP BY kind, id, field, word;
-- A19: analysed, assessed and dispatched in its month, and not in the future.
SELECT 'sup_report', r.id, d.key, say('not a day of the report''s month (%s)', r.period)
FROM sup_report r, json_each(json_object('analysed_at', r.analysed_at, 'judged_at', r.judged_at, 'dispatched_at',
 r.dispatched_at)) d WHERE r.seq = ?1 AND substr(d.value, 1, 7) <> r.period;
-- A village lies in its township, by its code and by the parent it names.  (Of an issue's village: hub/intake/check.c.)
SELECT 'division', d.id, 'parent', say('its code says that it lies in %s', substr(d.id, 1, 9)) FROM division d
WHERE d.seq = ?1 AND d.level = 5 AND length(d.id) = 12 AND d.parent IS NOT NULL AND d.parent <> substr(d.id, 1, 9);
-- A15, B32, B44: only a supervision group supervises.
SELECT 'sup_assign', a.id, 'sup_group', say('%s is no supervision group (%s)', g.name, coalesce(t.name, g.type))
FROM sup_assign a JOIN sup_group g ON g.id = a.sup_group LEFT JOIN term t ON t.id = 'group_type:' || g.type
WHERE a.seq = ?1 AND g.type <> 'SUPERVISION';
-- A18: a place in two groups at a time is supervised twice.
SELECT 'sup_assign', a.id, 'division', say('%s is supervised by %s, too', d.name, g.name)
FROM sup_assign a JOIN sup_assign b ON b.division = a.division AND b.sup_group <> a.sup_group
 AND coalesce(a.valid_from, '0000') <= coalesce(b.valid_to, '9999')
 AND coalesce(b.valid_from, '0000') <= coalesce(a.valid_to, '9999')
JOIN division d ON d.id = a.division JOIN sup_group g ON g.id = b.sup_group
WHERE a.seq = ?1 AND (b.seq <> a.seq OR b.id < a.id);
-- A figure in another unit than its indicator is not counted.
SELECT 'figure', f.id, 'unit', say('"%.40s", but the indicator %.60s is in %.40s: it is not counted',
 f.unit, i.id, i.unit) FROM figure f JOIN indicator i ON i.id = f.indicator WHERE f.seq = ?1 AND f.unit <> i.unit;

-- The county's own figures are a row of its own, never the sum of its townships'.
SELECT 'settlement', min(s.id), 'division',
 say('of %s townships have rows, the county itself none: its rates lack it; its row (合计) has the code %s',
  s.period, (SELECT min(c.id) FROM division c WHERE c.level = 3 AND s.division GLOB c.id || '*'))
FROM settlement s JOIN division t ON t.id = s.division
WHERE s.seq = ?1 AND t.level > 3 AND s.period NOT IN (
 SELECT o.period FROM settlement o JOIN division c ON c.id = o.division WHERE c.level = 3 AND o.period IS NOT NULL)
GROUP BY s.period;

-- What a plan says and nobody listens to: pack check says it, each time.
-- name: hub_silences
SELECT 'param', id, 'key', say('no screen, formula, watch or rule asks for it; it is only listed among the parameters')
FROM param p WHERE NOT param_read(key) AND key NOT GLOB '*@province' AND key NOT GLOB 'hotline_*'
 AND key NOT GLOB 'issue_days@*'
 AND NOT (key GLOB '*_target' AND substr(key, 1, length(key) - 7) IN (SELECT id FROM indicator))
 AND key NOT IN (SELECT name FROM formula_word WHERE of = 'param' AND name IS NOT NULL)
 AND key NOT IN (SELECT key FROM watch_key)
 AND key NOT IN (SELECT key FROM subsidy_key) AND key NOT GLOB 'subsidy_?*_if' AND key <> 'subsidy_rule'
 AND 'subsidy_' || substr(key, 9) || '_if' NOT IN (SELECT key FROM param)
 AND key NOT IN (SELECT 'subsidy_' || lower(code) FROM term WHERE list = 'pop')
 AND key NOT IN (SELECT value FROM param WHERE key GLOB 'subsidy_*');
SELECT 'term', min(id), 'list', say('no field, step or ledger takes codes from the list %.60s', list) FROM term
WHERE NOT list_read(list) AND list NOT IN (SELECT list FROM ledger_field WHERE list IS NOT NULL) GROUP BY list;
SELECT 'indicator', id, 'unit', say('"%.40s" is no unit the console knows; it is shown as it is', unit) FROM indicator
WHERE NOT unit_known(unit);
SELECT 'param', id, 'unit', say('"%.40s" is no unit the console knows; it is shown as it is', unit) FROM param
WHERE unit IS NOT NULL AND NOT unit_known(unit);
-- A year without days off, this one's or from November on the next; a sample stands at its clock.
SELECT 'pack', p.id, 'id', say('calendar.csv has no day of %s: every Monday to Friday would be a workday', y.value)
FROM (SELECT id, coalesce(clock, date('now', '+8 hours')) AS today FROM pack) p,
 json_each(json_array(substr(p.today, 1, 4), substr(date(substr(p.today, 1, 10), '+2 months'), 1, 4))) y
WHERE (y.key = 0 OR y.value > substr(p.today, 1, 4))
 AND NOT EXISTS (SELECT 1 FROM calendar c WHERE c.id GLOB y.value || '-*');
-- What no document says is marked so: a number has a clause, or says that it is set locally, or both.
SELECT 'param', id, 'clause', say('empty; write the clause the number is from, or 1 in local (本地设定)') FROM param
WHERE clause IS NULL AND local IS NULL AND value NOT GLOB '*[^-0-9.]*' AND key NOT GLOB 'county*'
 AND key NOT GLOB 'hotline_*';
SELECT 'rule', id, 'clause', say('empty; write the clause the number is from, or 1 in local (本地设定)') FROM rule
WHERE clause IS NULL AND local IS NULL;
SELECT 'watch', id, 'clause', say('empty; write the clause the number is from, or 1 in local (本地设定)') FROM watch
WHERE clause IS NULL AND local IS NULL;
-- What a duty's, a checklist's, a watch's kind does not look at.
SELECT 'duty', id, 'day', say('a duty of the rule %s does not look at it', rule) FROM duty
WHERE day IS NOT NULL AND rule IN ('MONTH_END', 'ONCE');
SELECT 'duty', id, 'month', say('a duty of the rule %s does not look at it', rule) FROM duty
WHERE month IS NOT NULL AND rule NOT IN ('YEARLY', 'QUARTERLY');
SELECT 'duty', id, 'date', say('a duty of the rule %s does not look at it', rule) FROM duty
WHERE date IS NOT NULL AND rule <> 'ONCE';
SELECT 'duty', id, 'class', say('only a duty of each township looks at it') FROM duty
WHERE class IS NOT NULL AND per IS NOT 'TOWNSHIP';
SELECT 'duty', id, 'met_by', say('only a duty of each group looks at it') FROM duty
WHERE met_by IS NOT NULL AND per IS NOT 'GROUP';
SELECT 'rule', id, 'class', say('only a rule of each township looks at it') FROM rule
WHERE class IS NOT NULL AND each IS NOT 'TOWNSHIP';
SELECT 'checklist', id, 'institution_type', say('only a checklist of institutions looks at it') FROM checklist
WHERE institution_type IS NOT NULL AND subject <> 'INSTITUTION';
SELECT 'checklist', id, 'due_day', say('only a checklist of months looks at it') FROM checklist
WHERE due_day IS NOT NULL AND every <> 'MONTH';
SELECT 'watch', id, field, say('only a watch of the scope MASS, CLUSTER or COUNT looks at it')
FROM (SELECT id, 'least' AS field, scope FROM watch WHERE least IS NOT NULL
 UNION ALL SELECT id, 'least_param', scope FROM watch WHERE least_param IS NOT NULL
 UNION ALL SELECT id, 'days_param', scope FROM watch WHERE days_param IS NOT NULL
 UNION ALL SELECT id, 'sum_param', scope FROM watch WHERE sum_param IS NOT NULL)
WHERE scope IS NULL OR scope = 'INDIVIDUAL';

-- Categories its watches and rules speak of.
-- name: hub_categories
SELECT w.code, coalesce(t.name, w.code), group_concat(DISTINCT w.id) FROM (SELECT id, code FROM watch_pop
 UNION SELECT id, more FROM formula_word
 WHERE kind = 'rule' AND part = 'term' AND part_of = 'pop' AND more IS NOT NULL) w
LEFT JOIN term t ON t.id = 'pop:' || w.code GROUP BY w.code ORDER BY min(t.sort), w.code;

-- Does a rule or an indicator name a figure, is a param about the county itself? EXISTS, not a join: figures are many.
-- name: hub_rules_of_county
SELECT EXISTS (SELECT 1 FROM formula_word w WHERE w.kind = ?1 AND w.id = ?2
  AND EXISTS (SELECT 1 FROM figure f WHERE f.id = w.word))
 OR EXISTS (SELECT 1 FROM param WHERE ?1 = 'param' AND id = ?2
  AND (key GLOB 'county*' OR key GLOB 'campaign_*' OR key GLOB 'hotline_*' OR key GLOB 'phase_*'
   OR key IN ('zero_day', 'pace_start')));
