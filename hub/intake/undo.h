/*
 * Taking a batch back: its records are what they were before it came, new ones
 * become tombstones, what they opened and nobody has touched goes too, and so
 * do a roster's keys and the parts of claims it brought.  Records that somebody
 * has worked on since, or that others rest on, are left and named.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/intake/batch.h"

enum { UNDO_NAMED = 12 };

struct undo {
	struct hub_db *db;
	const char    *batch, *by;
	int64_t        at;
	FILE          *say;          /* record by record; NULL: unsaid */
	/* What came of it. */
	long           back, left;
	char           named[600];   /* the first of those left, each with why */
};

/* In the caller's transaction, of a batch that was taken; `body`, the batch as it stands, gets status and counts and is
 * written by the caller.
 * 0; -1 it cannot be taken back: `why`; -2 hub_db_error(). */
int undo_batch(struct undo *u, cJSON *body, char *why, size_t size);

/* The batch `by` has taken its place and said all it says (db_undo_saying()): what only this one brought goes, and it
 * is REPLACED, written and told.  0, -2. */
int undo_replaced(struct undo *u, const char *by);

/* The people's side (hub/people): a roster's keys, claims' parts.  0; -1 `why`; -2.  A build may be without them. */
int undo_roster(struct hub_db *db, const char *source, const char *batch, char *why, size_t size);
int undo_claims(struct hub_db *db, const char *batch);
