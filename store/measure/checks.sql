-- name: checks_rules
SELECT id, title, "check", expr, coalesce(expect, ''), coalesce(unit, ''), coalesce(clause, ''), coalesce(note, ''),
	coalesce(each, ''), coalesce(category, ''), coalesce(verdict, ''), coalesce(class, ''),
	coalesce(local, clause IS NULL)
FROM rule ORDER BY coalesce(sort, 9999), id;

-- name: checks_printed
SELECT coalesce(printed, '') FROM figure WHERE id = ?1;
