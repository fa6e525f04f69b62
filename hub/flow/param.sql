-- Of the rows of a key that are valid on a day the one that began last counts; of two that began together, which no
-- pack may have, the one with the later id.
-- name: params
SELECT id, key, value, coalesce(unit, ''), valid_from, coalesce(valid_to, '9999-12-31') FROM param
 WHERE ?1 IS NULL OR key = ?1
 ORDER BY key, valid_from DESC, id DESC
