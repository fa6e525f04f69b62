/*
 * The cache directory: cache.N.db files, one of them named by `current`.  A
 * live file is never renamed or removed; a new state of the whole gets a new
 * number and the pointer moves.  cache.N.lock is held shared by whoever reads
 * generation N, sync.lock exclusively by the one sync process.
 */
#pragma once

#include "model/base.h"

struct sqlite3;

enum { GENERATION_NONE = -1, CACHE_VERSION = 1 };

/* The number `current` names, or GENERATION_NONE. */
int  generation_current(const char *dir);
/* The number in a path ending in cache.N.db, or GENERATION_NONE. */
int  generation_number(const char *path);
/* Path of a generation's file; suffix "db", "db-wal", "lock", ... */
void generation_path(const char *dir, int number, const char *suffix, char out[PATH_MAX]);
/* One more than any that exists. */
int  generation_next(const char *dir);
/* Moves the pointer, lasting through a power cut: 0, -1 (errno). */
int  generation_point(const char *dir, int number);
/* Moves a damaged generation's files, or with GENERATION_NONE the pointer, into quarantine/, where the last few are
 * kept: where it is now, in `kept`, "" when it could not be kept. */
void generation_quarantine(const char *dir, int number, char kept[PATH_MAX]);
/* Says in a complete file that it was made by this program as it is now (0, an SQLite code), and asks whether. */
int  generation_stamp(struct sqlite3 *db);
bool generation_ours(struct sqlite3 *db);
/* Removes generations that are not current and nobody reads, unfinished builds, left-over pieces.
 * Only under sync.lock; `keep` is a generation being built, or GENERATION_NONE. */
void generation_sweep(const char *dir, int keep);

/* A connection with the cache's pragmas for writing, umask taken care of.  `fresh`: being built, nobody
 * looks, a crash throws it away.  NULL with a sentence; errno EBADMSG when what is there is no whole database. */
struct sqlite3 *generation_open(const char *path, bool fresh, char *error, size_t error_size);

/* The generation readers should open, from `current`: path in `out`, 0; -1 when there is none yet. */
int cache_current(const char *dir, char *out, size_t size);
/* Makes an empty first generation when there is none; for consoles too, needs no lock, and whoever comes
 * first wins.  0; -1 with a sentence. */
int cache_ensure(const char *dir, char *error, size_t error_size);

/* Leaves word for the sync process that a reader has found this generation damaged; it sets it aside and fetches
 * everything again. */
void cache_accuse(const char *cache_path);
bool cache_accused(const char *cache_path);
