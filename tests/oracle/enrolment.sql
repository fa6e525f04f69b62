-- Enrolment: who should be enrolled, who is, what explains the others, of the newest period that had begun by the day, for
-- the county and each township, all together and by category (domain.md 2.5). What is not known is not known: never zero.
DROP TABLE IF EXISTS fig;
CREATE TABLE fig AS SELECT indicator, period, division, coalesce(category, '') AS category, value FROM figure_then, looked
WHERE institution IS NULL AND indicator IS NOT NULL AND length(period) IN (4, 7) AND period <= substr(day, 1, length(period));
CREATE INDEX fig_key ON fig (indicator, period, division, category);
DROP TABLE IF EXISTS seat;      -- whom the rows are of
CREATE TABLE seat AS SELECT p.id AS division, c.category, n.period FROM (SELECT id FROM town UNION ALL SELECT county FROM pack) p,
	(SELECT DISTINCT category FROM fig WHERE indicator = 'should') c, (SELECT max(period) AS period FROM fig WHERE indicator = 'should') n;
-- what was counted of a place; a county that did not say is the sum of its townships, when every one has said
DROP TABLE IF EXISTS known;
CREATE TABLE known AS SELECT s.*, k.indicator, coalesce((SELECT value FROM fig f WHERE f.indicator = k.indicator AND f.period = s.period
	AND f.division = s.division AND f.category = s.category), CASE WHEN s.division = (SELECT county FROM pack) AND (SELECT count(*) FROM fig f
		JOIN town ON town.id = f.division WHERE f.indicator = k.indicator AND f.period = s.period AND f.category = s.category) = (SELECT count(*) FROM town)
	THEN (SELECT sum(value) FROM fig f JOIN town ON town.id = f.division WHERE f.indicator = k.indicator AND f.period = s.period
		AND f.category = s.category) END) AS value
FROM seat s, (SELECT DISTINCT indicator FROM fig) k;
CREATE INDEX known_key ON known (division, category, indicator);
DROP TABLE IF EXISTS cover;
CREATE TABLE cover AS SELECT s.*,
	(SELECT value FROM known k WHERE k.division = s.division AND k.category = s.category AND indicator = 'should') AS should,
	(SELECT value FROM known k WHERE k.division = s.division AND k.category = s.category AND indicator = 'enrolled') AS enrolled,
	(SELECT value FROM known k WHERE k.division = s.division AND k.category = s.category AND indicator = 'premium_paid') AS paid,
	(SELECT value FROM known k WHERE k.division = s.division AND k.category = s.category AND indicator = 'subsidised') AS subsidised,
	(SELECT CASE WHEN count(value) = 5 THEN sum(value) END FROM known k WHERE k.division = s.division AND k.category = s.category
		AND indicator IN ('other_in_city', 'reason_employee', 'reason_army', 'reason_prison', 'reason_death')) AS explained,
	(SELECT CASE WHEN count(value) = 3 THEN sum(value) END FROM known k WHERE k.division = s.division AND k.category = s.category
		AND indicator IN ('tag_normal', 'tag_newborn', 'tag_movein')) AS untagged
FROM seat s;
INSERT INTO want SELECT looked.day, 'enrolment', c.category || '/' || c.division, j.key, j.value FROM cover c, looked, json_each(json_object(
	'period', c.period, 'should', should, 'enrolled', enrolled, 'rate', CAST(round(10000.0 * enrolled / should) AS INTEGER), 'paid', paid,
	'subsidised', subsidised, 'explained', explained, 'unexplained', should - enrolled - explained, 'untagged', untagged)) j;
