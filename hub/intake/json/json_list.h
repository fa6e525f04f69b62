/*
 * Where in a document the list of records is.
 */
#pragma once

#include "hub/intake/json/json_path.h"
#include "hub/intake/json/json_scan.h"

enum { JSON_LEVELS = 3, JSON_FOUND_MAX = 8 };

struct json_spot { int64_t offset; long line; };

/* lines: no list, but an object a line from `spot` on. */
struct json_list { struct json_spot spot; bool lines, empty, whole; };

/* Reads the document the scan stands before, to its end: 1 there it is; 0 no document is left; -1 `error`.
 * `rows_at`: a path, NULL the only list of objects found within three levels.  A document that is the list itself is
 * not read: `whole`.  What is null counts as an empty list where a path names it.  Of no JSON, `spot` is the list it
 * was in. */
int json_list_find(struct json_scan *s, const struct json_path *rows_at, struct json_list *out, char *error,
                   size_t size);
