/*
 * The past: the store's tables as they stood at the end of a day before
 * today (store_look()).  Temporary tables take the place of the cache's by
 * their names, so whatever is asked of the store is answered of that day: the
 * statements are the same.  A kind is worked out when a statement first reads
 * it: from what each step has left in the event log (what it changed, and what
 * that was before), where the log says nothing from the dates a record keeps
 * of its own steps.  Where neither tells how a record stood, its state is
 * PAST_UNTOLD, and it is counted.
 *
 * For store/cache/store.c only.
 */
#pragma once

#include <sqlite3.h>

#include "model/records/record.h"
#include "model/room/room.h"

struct past;

/* Takes over what is in `cal`. */
struct past *past_new(sqlite3 *db, int32_t day, struct calendar *cal, char *error, size_t size);
void         past_free(struct past *p);
int32_t      past_day(const struct past *p);
/* The statement's text where tables are views: without the names of indexes; heap. */
char        *past_text(const char *sql);
/* What is prepared between the two reads these kinds. */
void         past_watch(struct past *p);
uint64_t     past_watched(struct past *p);
/* Works out what is not yet, or not of what the cache has by now: 0, an SQLite code. */
int          past_ready(struct past *p, uint64_t kinds);
void         past_count(struct past *p, uint64_t kinds, long *untold, long *withdrawn);

/* ---- statements of a kind (store/past/past_sql.c); heap, NULL out of memory ---- */
/* Its table under its own name: a view of the cache's and of what is worked out, or a table of its own. */
char *past_make(enum kind kind, const char *day);
/* Works it out. */
char *past_fill(enum kind kind, const char *day);
/* Does the kind's past need working out whatever the log has: its records have states, or come with a batch? */
bool  past_moves(enum kind kind);
