-- The ledger gaps in cover are closed out in: the one a roster's source names, else enrol_gap.
-- name: enrol_ledger
SELECT id FROM ledger WHERE id IN (SELECT ledger FROM source WHERE takes = 'roster') OR id = 'enrol_gap'
 ORDER BY id = 'enrol_gap' LIMIT 1
-- name: enrol_categories
SELECT code, CASE ?1 WHEN 1 THEN coalesce(name_en, name) ELSE name END FROM term WHERE list = 'pop' AND code <> 'ALL'
 ORDER BY sort, code
-- What may stand under a rate, each by its own name: 146万 and 143万 of one report are two rates (B04-B06).
-- name: enrol_denominators
SELECT coalesce(denominator, ''), value FROM figure
 WHERE (indicator = 'should' OR (indicator GLOB 'should_*' AND denominator <> ''))
 AND unit = 'person' AND division = ?1 AND period = ?2 AND coalesce(category, '') = ?3
 ORDER BY indicator <> 'should', 1
