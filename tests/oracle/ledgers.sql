-- Every ledger's entries: open, past their day, due within the workdays that count as soon, ended, dropped, new this month.
INSERT INTO want SELECT looked.day, 'ledgers', l.id, j.key, j.value FROM ledger l, looked, json_each((SELECT json_object(
	'open', coalesce(sum(class = 'OPEN'), 0), 'overdue', coalesce(sum(late), 0),
	'soon', coalesce(sum(class = 'OPEN' AND NOT late AND (SELECT b.n - a.n FROM wd a, wd b WHERE a.day = looked.day AND b.day = s.deadline)
		<= (SELECT value + 0 FROM p WHERE key = 'due_soon_workdays')), 0),
	'closed', coalesce(sum(class = 'CLOSED'), 0), 'dropped', coalesce(sum(class = 'DROPPED'), 0),
	'fresh', coalesce(sum((SELECT substr(since, 1, 7) FROM step b WHERE b.id = s.id ORDER BY n LIMIT 1) = substr(looked.day, 1, 7)), 0))
	FROM stand s WHERE s.ledger = l.id)) j;
-- all of them together, as the map's head has it
INSERT INTO want SELECT looked.day, 'head', 'county', 'ledgers', coalesce(sum(late), 0) FROM looked, stand WHERE EXISTS (SELECT 1 FROM task) GROUP BY 1;
