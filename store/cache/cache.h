/*
 * The cache's write side, for the sync process only (and tests): generations,
 * applying records, the cursor.  cache.<generation>.db in the profile's cache
 * directory, named by the pointer file `current`.  One writer, which is also
 * the only checkpointer (lock file sync.lock).
 */
#pragma once

#include "model/records/record.h"

struct cache;

/* Opens the current generation for writing, making an empty first one when there is none; a damaged
 * file, or one of another version, is moved to quarantine/ and said in `error` while a new one is made.
 * NULL: refused (network file system, disk full, another sync process holds the lock), with the next step
 * in `error`. */
struct cache *cache_open(const char *dir, char *error, size_t error_size);
/* A new generation being built beside the current one: no indexes until cache_publish(). */
struct cache *cache_build(const char *dir, char *error, size_t error_size);
void          cache_close(struct cache *c);
const char   *cache_error(const struct cache *c);
const char   *cache_path(const struct cache *c);
/* Was the last failure that the file is damaged?  Then cache_discard() puts it into quarantine and goes on
 * with an empty generation; NULL (closed) with the reason when even that fails. */
bool          cache_corrupt(const struct cache *c);
/* Can readers not read it? */
bool          cache_doubted(const struct cache *c);
/* The pointer names it again, when it did not: was it so? */
bool          cache_point_again(struct cache *c);
/* On success `error` says where it is kept. */
struct cache *cache_discard(struct cache *c, char *error, size_t error_size);

/* For a program of one thread, before anything is opened: no locks around memory, no accounts of it. */
void cache_one_thread(void);

/* One value per field of the kind, in record_fields order; type NULL_VALUE where absent. */
struct cache_value { enum { VALUE_NULL, VALUE_INT, VALUE_TEXT } type; int64_t number;
	const char *text; size_t length; };

int cache_begin(struct cache *c);
/* 1 applied, 0 older, -1 */
int cache_put(struct cache *c, enum kind kind, const char *id, int64_t rev, const struct cache_value *values);
int cache_gone(struct cache *c, enum kind kind, const char *id, int64_t rev);
int cache_set_meta(struct cache *c, const char *key, const char *value);
char *cache_meta(struct cache *c, const char *key, char *out, size_t size);  /* returns out, "" when unset */
int cache_commit(struct cache *c);
int cache_rollback(struct cache *c);
/* Kinds (bits 1 << kind) touched by the last committed transaction. */
uint64_t cache_touched(const struct cache *c);
int64_t  cache_rev(struct cache *c, enum kind kind, const char *id);        /* 0 absent */

/* Indexes, counts, ANALYZE, fsync, then the pointer swap; this handle goes on as the current one's. */
int cache_publish(struct cache *c);
/* Ends a running cache_publish() early; may be called from a signal handler. */
void cache_interrupt(struct cache *c);
/* Does somebody hold the directory's sync.lock? */
bool cache_taken(const char *dir);
/* PASSIVE checkpoint past 64 MB of WAL, TRUNCATE when idle; then also old generations nobody reads are removed. */
int cache_checkpoint(struct cache *c, bool idle);
