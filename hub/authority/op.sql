-- The audit chain and the users.
-- name: hub_op_find
SELECT n, user, op, fingerprint, status, answer, kind, id, verb, rev, effect, at, prev_hash, hash
 FROM op WHERE user = ?1 AND op = ?2
-- name: hub_op_walk
SELECT n, user, op, fingerprint, status, answer, kind, id, verb, rev, effect, at, prev_hash, hash FROM op ORDER BY n
-- name: hub_op_add
INSERT INTO op (n, user, op, fingerprint, status, answer, county, kind, id, verb, rev, effect, at, prev_hash, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)

-- name: hub_user_uid
SELECT name, post, roles, scope, uid, expires, revoked FROM user
 WHERE uid = ?1 AND revoked IS NULL AND (expires IS NULL OR expires > ?2)
-- name: hub_user_token
SELECT name, post, roles, scope, uid, expires, revoked FROM user
 WHERE token_hash = ?1 AND revoked IS NULL AND (expires IS NULL OR expires > ?2)
-- name: hub_user_name
SELECT name, post, roles, scope, uid, expires, revoked FROM user WHERE name = ?1
-- name: hub_user_list
SELECT name, post, roles, scope, uid, expires, revoked FROM user ORDER BY name
-- name: hub_user_put
INSERT INTO user (name, post, roles, scope, uid, token_hash, expires, revoked)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)
ON CONFLICT (name) DO UPDATE SET post = excluded.post, roles = excluded.roles, scope = excluded.scope,
 uid = excluded.uid, token_hash = excluded.token_hash, expires = excluded.expires, revoked = NULL
-- name: hub_user_revoke
UPDATE user SET revoked = ?2, token_hash = NULL, uid = NULL WHERE name = ?1 AND revoked IS NULL