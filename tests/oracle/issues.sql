-- The list of issues as of the day: which there are, their state, deadline, lamp and days overdue.
INSERT INTO want SELECT looked.day, 'issues', i.id, j.key, j.value FROM issue_then i, looked, json_each(json_object(
	'status', status, 'deadline', deadline, 'lamp', lamp, 'overdue', overdue, 'returned', returned, 'reopened', reopened)) j;
