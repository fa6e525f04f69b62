/*
 * The cache directory: cache.N.db files, one of them named by `current`.  A
 * live file is never renamed or removed; a new state of the whole gets a new
 * number and the pointer moves.  cache.N.lock is held shared by whoever reads
 * generation N, sync.lock exclusively by the one sync process.
 */
#ifndef GUATU_STORE_GENERATION_H
#define GUATU_STORE_GENERATION_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sqlite3.h>

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
/* Moves a damaged generation's files into quarantine/. */
void generation_quarantine(const char *dir, int number);
/* Removes generations that are not current and nobody reads, unfinished builds, left-over pieces.
 * Only under sync.lock; `keep` is a generation being built, or GENERATION_NONE. */
void generation_sweep(const char *dir, int keep);

/* A connection with the cache's pragmas for writing, umask taken care of.  `fresh`: being built, nobody
 * looks, a crash throws it away.  NULL with a sentence. */
sqlite3 *generation_open(const char *path, bool fresh, char *error, size_t error_size);
/* What the file's tables were made from; differs when fields.def or the indexes changed. */
int      generation_schema(void);

#endif
