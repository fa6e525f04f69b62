-- Groups and who is in them.

-- name: members
-- The lead first, once, whether or not it is among the members; a post nobody knows goes by its code.
WITH belongs AS (
 SELECT g.id AS grp, g.lead_post AS post, 1 AS lead FROM sup_group g WHERE coalesce(g.lead_post, '') <> ''
 UNION ALL SELECT g.id, j.value, 0 FROM sup_group g,
  json_each(CASE WHEN json_valid(g.members) THEN g.members ELSE '[]' END) j
  WHERE j.type = 'text' AND j.value IS NOT g.lead_post)
SELECT b.grp || '/' || b.post, g.id, g.name, coalesce(g.name_en, g.name), coalesce(g.type, 'SUPERVISION'),
 coalesce(t.name, g.type, ''), coalesce(t.name_en, t.name, g.type, ''), b.post,
 coalesce(p.name, b.post), coalesce(p.name_en, p.name, b.post), coalesce(p.unit, ''), b.lead
FROM belongs b JOIN sup_group g ON g.id = b.grp LEFT JOIN post p ON p.id = b.post
LEFT JOIN term t ON t.id = 'group_type:' || coalesce(g.type, 'SUPERVISION')
ORDER BY coalesce(g.sort, 999), g.id, b.lead DESC, b.post;
