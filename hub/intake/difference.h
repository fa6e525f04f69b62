/*
 * What differs between a record as it was and as it is, for people: the title
 * of each field that does, with what it said and says, shortened.
 *
 *   期限: 2020-06-30 -> 2020-07-15; 状态: OPEN -> ACKED
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"

enum { DIFFERENCE_MAX = 1200, CHANGE_STAMPS = 3 };

/* Fields that say whence a record came, not what it says: batch, origin, fetched_at. */
extern const char *const change_stamps[CHANGE_STAMPS];

/* Of two bodies, either NULL, without change_stamps: how many fields differ; -1 one of
 * them is no JSON. */
int difference_words(enum kind kind, const char *was, const char *now, char out[DIFFERENCE_MAX]);
/* {"pct":40,"deadline":null}: what each field that differs was, null nothing; without those too long to be kept.  For
 * the event that tells of the change, by which the past is worked out (store/past/).  NULL: out of memory. */
cJSON *difference_was(enum kind kind, const cJSON *was, const cJSON *now);
/* Record by record what the batch has changed so far, inside its transaction, before it is taken back (--dry-run);
 * records of `kind` by their ids alone.  How many lines; -1 hub_db_error(). */
long difference_say(struct hub_db *db, const char *batch, int kind, FILE *out);

/* The events that tell, of each record that an import changed, who, from which file and line, and what. */
struct change_teller {
	struct hub_db *db;
	const char    *batch, *by, *file;      /* file may be NULL; its name counts, not where it lies */
	int64_t        at;
	bool           undo;                   /* taken back, not brought */
	long           told;
};
/* line 0: of the file as a whole.  0, -1. */
int change_tell(struct change_teller *t, enum kind kind, const char *id, const char *was, const char *now, long line);
