-- A54: each word of whom a paper goes to, how many posts it names, and of one the unit.
-- name: addressees
WITH word AS (SELECT CAST(key AS INTEGER) AS n, trim(value) AS word
 FROM json_each('["' || replace(substr(json_quote(?1), 2), '、', '","') || ']') WHERE ?1 <> ''),
 named AS (SELECT w.n, w.word, p.id, p.name, p.name_en, p.unit FROM word w
  JOIN post p ON addressed(w.word, p.id, p.name, p.unit, p.role)
  OR p.id IN (SELECT m.value FROM sup_group g, json_each(g.members) m
   WHERE w.word IN (g.id, g.name) AND json_valid(g.members)))
SELECT w.word, count(n.id), coalesce(max(n.name), ''), coalesce(max(coalesce(n.name_en, n.name)), ''),
 coalesce(max(n.unit), '')
FROM word w LEFT JOIN named n ON n.n = w.n GROUP BY w.n, w.word ORDER BY w.n;
