/*
 * Where in the stream of changes a reader stands, and cursors, which say it as text.
 */
#pragma once

#include "hub/serve/answer.h"
#include "hub/authority/auth.h"
#include "hub/authority/db.h"

enum { CURSOR_MAX = 512 };

enum changes_stage { CHANGES_SNAPSHOT, CHANGES_SINCE, CHANGES_END };

/* Where in the stream of changes a reader stands, as cursors carry it. */
struct changes_place {
	enum changes_stage     stage;
	struct hub_db_place at;        /* snapshot: kind and id; changes: seq */
	int64_t             as_of;     /* snapshot: where changes go on */
};

/* Reads `c1.EPOCH.COUNTY.SCOPE.SEQ` or `s1....ASOF.KIND.HEXID`; NULL or "" is the beginning.
 * 0; -1 with a 410 (or malformed) in out. */
int changes_cursor_read(struct hub_db *db, const struct access *who, const char *text, enum changes_stage stage,
                     struct changes_place *place, struct answer *out);

void cursor_write_changes(char *out, size_t size, const char *epoch, const char *county, const char *scope,
                          int64_t seq);
void cursor_write_snapshot(char *out, size_t size, const char *epoch, const char *county, const char *scope,
                           int64_t as_of, const struct hub_db_place *at);
