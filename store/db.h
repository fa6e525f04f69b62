/*
 * Inside the store only: the SQLite connection and its cached statements.
 */
#ifndef GUATU_STORE_DB_H
#define GUATU_STORE_DB_H

#include <sqlite3.h>

#include "sql/rows.h"
#include "store/store.h"

sqlite3 *store_db(struct store *st);

/* The prepared statement for `sql`, reset and with bindings cleared; kept for the store's life,
 * found by the literal's address.  NULL with store_error() set. */
sqlite3_stmt *store_stmt(struct store *st, const char *sql);

/* Its rows, with BIND(...) or NULL for its parameters; a failure is named after the statement and kept in store_error(). */
#define rows_open(st, sql, binds) store_rows(st, sql, #sql, binds)
struct rows store_rows(struct store *st, const char *sql, const char *name, const struct bind *binds);
/* The same of a statement made for this once. */
struct rows rows_once(struct store *st, sqlite3_stmt *stmt, const struct bind *binds);

/* Is the outbox attached? */
bool store_has_outbox(struct store *st);

/* Leaves the reason of the last SQLite failure; always returns -1. */
int store_fail(struct store *st, const char *doing);

/* Column text, never NULL. */
const char *column_text(sqlite3_stmt *stmt, int column);
/* The same, cut to `size` but never inside a character. */
void        column_copy(sqlite3_stmt *stmt, int column, char *out, size_t size);
/* Seconds since 1970; 0 when it is no instant. */
int64_t     column_instant(sqlite3_stmt *stmt, int column);
/* INT64_MIN for NULL: MEASURE_NONE, SETTLE_NONE. */
int64_t     column_number(sqlite3_stmt *stmt, int column);
/* Copied; NULL is NULL. */
void        bind_text(sqlite3_stmt *stmt, int at, const char *text);

/* Creates every kind's table in the main database: pk, id, rev, fields; no secondary index. 0 or an SQLite code. */
int cache_schema_tables(sqlite3 *db);
/* Secondary indexes, kept counts and their triggers, after a bulk load. */
int cache_schema_indexes(sqlite3 *db);

#endif
