-- name: args_post
SELECT count(*) FROM post WHERE name = ?1
-- name: args_items
SELECT count(*) FROM check_item WHERE checklist = ?1
