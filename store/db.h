/*
 * Inside the store only: the SQLite connection and its cached statements.
 */
#ifndef GUATU_STORE_DB_H
#define GUATU_STORE_DB_H

#include <sqlite3.h>

#include "sql/rows.h"
#include "store/store.h"

sqlite3 *store_db(struct store *st);

/* The rows of a query, with BIND(...) or NULL for its parameters.  Its statement is kept for the store's life, found by
 * the literal's address; a failure is named after it and left in store_error(). */
#define rows_open(st, sql, binds) store_rows(st, sql, #sql, binds)
struct rows store_rows(struct store *st, const char *sql, const char *name, const struct bind *binds);
/* The same of a statement made for this once. */
struct rows rows_once(struct store *st, const char *sql, const char *name, const struct bind *binds);

/* Is the outbox attached? */
bool store_has_outbox(struct store *st);

/* Leaves the reason of the last SQLite failure; always returns -1. */
int store_fail(struct store *st, const char *doing);

/* Creates every kind's table in the main database: pk, id, rev, fields; no secondary index. 0 or an SQLite code. */
int cache_schema_tables(sqlite3 *db);
/* Secondary indexes, kept counts and their triggers, after a bulk load. */
int cache_schema_indexes(sqlite3 *db);

#endif
