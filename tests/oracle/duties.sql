-- Duty runs that a pack tells of, as they stood on the day: done in time, late or after its grace, due soon, overdue, missed
-- (domain.md 2.3, 6). What was opened later is not there yet; when one was waived the files do not say. The seed's days are not shifted; people are warned on the last workday at or before.
DROP TABLE IF EXISTS run;
CREATE TABLE run AS SELECT r.id, r.deadline, looked.day, coalesce(d.grace, 0) AS grace,
	CASE WHEN r.status <> 'DONE' THEN NULL WHEN substr(r.done_at, 1, 10) <= looked.day THEN substr(r.done_at, 1, 10) END AS done,
	r.status = 'WAIVED' AS waived,
	(SELECT max(w.day) FROM wd w JOIN wd v ON v.day = date(w.day, '-1 day') WHERE w.day <= r.deadline AND w.day > date(r.deadline, '-20 days')
		AND w.n > v.n) AS warn
FROM duty_run r JOIN duty d ON d.id = r.duty, looked WHERE r.opened_at IS NULL OR r.opened_at <= looked.day;
ALTER TABLE run ADD COLUMN missed_from;
UPDATE run SET missed_from = (SELECT date(min(b.day), '+1 day') FROM wd a, wd b WHERE a.day = deadline AND b.n = a.n + grace AND b.day >= a.day);
INSERT INTO want SELECT day, 'duties', run.id, j.key, j.value FROM run, json_each(json_object('deadline', deadline, 'warn', warn, 'missed_from', missed_from)) j;
INSERT INTO want SELECT day, 'duties', run.id, j.key, j.value FROM run, json_each(json_object('standing', CASE WHEN waived THEN 'WAIVED' WHEN done <= deadline THEN 'DONE' WHEN done < missed_from THEN 'LATE' WHEN done IS NOT NULL THEN 'MADE_UP'
		WHEN day >= missed_from THEN 'MISSED' WHEN day > deadline THEN 'OVERDUE' WHEN day = deadline THEN 'TODAY'
		WHEN (SELECT b.n - a.n FROM wd a, wd b WHERE a.day = run.day AND b.day = deadline) <= (SELECT value + 0 FROM p WHERE key = 'due_soon_workdays') THEN 'SOON'
		ELSE 'PENDING' END)) j WHERE NOT (waived AND day < (SELECT substr(clock, 1, 10) FROM pack));
