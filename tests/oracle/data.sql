-- Checks of the data itself (domain.md 2.6): a county is the sum of its townships, in every column that adds up and every
-- slice; paid and in-scope cost within the total, the own share the rest of it; instant within eligible within cases.
DROP TABLE IF EXISTS slip;
CREATE TABLE slip AS SELECT s.* FROM settlement s, looked WHERE institution IS NULL AND substr(coalesce(fetched_at, day), 1, 10) <= day
	AND period <= substr(day, 1, length(period));
DROP TABLE IF EXISTS wrong;
CREATE TABLE wrong (rule, id);
INSERT INTO wrong SELECT 'DQ-PAID', id FROM slip WHERE paid_fen > total_fen;
INSERT INTO wrong SELECT 'DQ-SCOPE', id FROM slip WHERE scope_fen > total_fen;
INSERT INTO wrong SELECT 'DQ-OOP', id FROM slip WHERE oop_fen <> total_fen - paid_fen;
INSERT INTO wrong SELECT 'DQ-INSTANT', id FROM slip WHERE instant_cases > eligible_cases OR eligible_cases > cases;
INSERT INTO wrong SELECT 'DQ-PARENT', c.id FROM slip c JOIN (SELECT period, scope, svc, pop, count(*) AS n, sum(cases) AS cases, sum(instant_cases) AS instant_cases,
		sum(eligible_cases) AS eligible_cases, sum(total_fen) AS total_fen, sum(scope_fen) AS scope_fen, sum(basic_fen) AS basic_fen, sum(catastrophic_fen) AS catastrophic_fen,
		sum(aid_fen) AS aid_fen, sum(backstop_fen) AS backstop_fen, sum(supplement_fen) AS supplement_fen, sum(hosp_relief_fen) AS hosp_relief_fen, sum(re_aid_fen) AS re_aid_fen,
		sum(paid_fen) AS paid_fen, sum(oop_fen) AS oop_fen FROM slip WHERE length(division) = 9 GROUP BY 1, 2, 3, 4) t
	ON t.period = c.period AND t.scope = c.scope AND t.svc = c.svc AND t.pop = c.pop WHERE length(c.division) = 6
	AND (c.cases, c.instant_cases, c.eligible_cases, c.total_fen, c.scope_fen, c.basic_fen, c.catastrophic_fen, c.aid_fen, c.paid_fen, c.oop_fen)
		IS NOT (t.cases, t.instant_cases, t.eligible_cases, t.total_fen, t.scope_fen, t.basic_fen, t.catastrophic_fen, t.aid_fen, t.paid_fen, t.oop_fen)
	OR length(c.division) = 6 AND (c.backstop_fen <> t.backstop_fen OR c.supplement_fen <> t.supplement_fen OR c.hosp_relief_fen <> t.hosp_relief_fen
		OR c.re_aid_fen <> t.re_aid_fen);
INSERT INTO wrong SELECT 'DQ-PARENT', c.id FROM figure_then c JOIN (SELECT indicator, period, category, count(*) AS n, sum(value) AS value FROM figure_then
		JOIN town ON town.id = division WHERE institution IS NULL GROUP BY 1, 2, 3) t ON t.indicator = c.indicator AND t.period = c.period AND t.category IS c.category
	WHERE length(c.division) = 6 AND c.institution IS NULL AND t.n = (SELECT count(*) FROM town) AND c.unit IN ('person', 'fen', 'visit', 'count')
		AND abs(c.value - t.value) > CASE WHEN "precision" > 1 THEN "precision" / 2.0 ELSE 0 END;
INSERT INTO want SELECT DISTINCT looked.day, 'data', r.value || '/' || CASE WHEN w.rule IS NULL THEN 'HOLDS' ELSE 'MISMATCH' END, 'rule', r.value
FROM looked, json_each('["DQ-PARENT", "DQ-PAID", "DQ-SCOPE", "DQ-OOP", "DQ-INSTANT"]') r LEFT JOIN wrong w ON w.rule = r.value
WHERE EXISTS (SELECT 1 FROM settlement WHERE scope_fen IS NOT NULL);
