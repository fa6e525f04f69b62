/*
 * The cache's tables, made from fields.def.
 */
#pragma once

#include <sqlite3.h>

/* Creates every kind's table in the main database: pk, id, rev, fields; no secondary index. 0 or an SQLite code. */
int cache_schema_tables(sqlite3 *db);
/* Secondary indexes, kept counts and their triggers, after a bulk load. */
int cache_schema_indexes(sqlite3 *db);
