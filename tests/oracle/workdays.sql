-- Workdays: Monday to Friday but for the calendar's holidays, and the days worked instead. A year of which the calendar
-- has nothing keeps the statutory days guatu-pack(5) names.
CREATE TABLE wd (day TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
INSERT INTO wd
WITH RECURSIVE d (day) AS (SELECT '2017-01-01' UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2035-12-31'),
k (day, work) AS (SELECT day, CASE (SELECT kind FROM calendar WHERE id = day)
	WHEN 'holiday' THEN 0 WHEN 'makeup_workday' THEN 1
	ELSE strftime('%w', day) NOT IN ('0', '6') AND NOT ((substr(day, 6) IN ('01-01', '05-01', '10-01', '10-02', '10-03')
		OR day >= '2025' AND substr(day, 6) = '05-02')
		AND NOT EXISTS (SELECT 1 FROM calendar WHERE substr(id, 1, 4) = substr(d.day, 1, 4))) END FROM d)
SELECT day, sum(work) OVER (ORDER BY day) FROM k;   -- workdays up to and with the day: of two days the difference counts
