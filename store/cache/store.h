/*
 * The console's read side: one cache generation opened read-only with the
 * outbox attached, so that what the officer sees is the cache overlaid with
 * what has been queued here.  Queries live in the files named after what they
 * read (store/read/issues.h, store/measure/townships.h, ...).  Text in results is borrowed
 * from the result's own arena and dies with it.
 */
#pragma once

#include "model/records/record.h"
#include "model/room/room.h"

struct store;

/* Opens a cache file read-only and, when outbox_path is not NULL, attaches the outbox
 * (created by the outbox module beforehand).  NULL with a sentence in `error`; errno EBADMSG when another
 * try would be no better: damaged, of another version, no file. */
struct store *store_open(const char *cache_path, const char *outbox_path, char *error, size_t error_size);
/* The same on a connection already made (tests on :memory:); takes it over. */
struct store *store_adopt(void *sqlite3_handle);
void          store_close(struct store *st);
/* From now on as it stood at the end of `day` (store/past/past.h); CIVIL_NONE: as it is.  0, -1. */
int           store_look(struct store *st, int32_t day);
/* Is that a day that is over?  What is queued here is no part of it. */
bool          store_looks_back(const struct store *st);
/* Of the kinds (bits 1 << KIND) that were read since store_look(): records of which nothing tells how they stood then,
 * and those withdrawn since, of which nothing is left but that. */
struct store_untold { long records, withdrawn; };
struct store_untold store_untold(struct store *st, uint64_t kinds);
/* Reads the cache through; slow when it is large. */
bool          store_whole(struct store *st);
const char   *store_error(const struct store *st);

/* One state of everything for all that is read in between, and one set of locks instead of one a query.
 * May be nested. */
void store_begin(struct store *st);
void store_end(struct store *st);

/* Topics (bits of screens/kit/screen.h: 1 << KIND, 1 << 62 outbox, 1 << 63 meta) that changed
 * since the last call; cheap enough for every key press.  -1u when everything may have. */
uint64_t store_changes(struct store *st);

/* Cache facts: epoch, cursor, hub_now, hub_now_real, synced_at, user, post, roles, county ... "" when unset. */
const char *store_meta(struct store *st, const char *key, char *out, size_t size);
int64_t     store_meta_int(struct store *st, const char *key, int64_t otherwise);

/* The pack's parameter `key` as valid on `day`; "" when there is none (effective-dated, A05). */
const char *store_param(struct store *st, const char *key, int32_t day, char *out, size_t size);
/* Name of LIST:CODE for people, the code itself when the list does not have it. */
const char *store_term(struct store *st, const char *list, const char *code, bool english, char *out, size_t size);
/* Has the term the attribute?  And which term of the list has it; "" none. */
bool        store_term_is(struct store *st, const char *list, const char *code, const char *attr);
const char *store_term_with(struct store *st, const char *list, const char *attr, char *out, size_t size);
/* Short name of a division, its code when unknown. */
const char *store_division(struct store *st, const char *code, bool english, char *out, size_t size);
/* Do the records say of themselves that they are for demonstration? */
bool        store_has_sample(struct store *st);
/* Fills `cal` from the calendar records: 0, -1. */
int         store_calendar(struct store *st, struct calendar *cal);

/* What has been queued here for a record and is not yet in the cache: the newest live operation's verb, "" none. */
const char *store_pending_verb(struct store *st, enum kind kind, const char *id, char *out, size_t size);
