/*
 * Inside the cache's write side only (cache.c, cache_open.c).
 */
#pragma once

#include "sql/rows.h"
#include "store/cache/cache.h"

struct cache {
	sqlite3      *db;
	int           number;
	bool          building, writing;
	sqlite3_stmt *put[KIND_COUNT], *gone[KIND_COUNT], *rev[KIND_COUNT], *meta;
	uint64_t      touched, committed;     /* in this transaction, in the last one */
	char          dir[PATH_MAX], path[PATH_MAX], error[PATH_MAX + 256];
};

/* Leaves the reason of the last SQLite failure; always -1. */
int  cache_fail(struct cache *c, const char *doing);
void cache_finalize(struct cache *c);      /* all prepared statements */
