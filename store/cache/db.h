/*
 * Inside the store only: the SQLite connection and its cached statements.
 */
#pragma once

#include <sqlite3.h>

#include "sql/rows.h"

struct store;

sqlite3 *store_db(struct store *st);

/* The rows of a query, with BIND(...) or NULL for its parameters.  Its statement is kept for the store's life, found by
 * the literal's address; a failure is named after it and left in store_error(). */
#define rows_open(st, sql, binds) store_rows(st, sql, #sql, binds)
struct rows store_rows(struct store *st, const char *sql, const char *name, const struct bind *binds);
/* The same of a statement made for this once. */
struct rows rows_once(struct store *st, const char *sql, const char *name, const struct bind *binds);

/* Is the outbox attached? */
bool store_has_outbox(struct store *st);

/* One thing that is worth keeping from load to load; it goes with the store, or when another is kept. */
void *store_kept(const struct store *st);
void  store_keep(struct store *st, void *thing, void (*release)(void *));
/* Another number once anything was written to what this store reads, by whomever. */
int64_t store_version(struct store *st);

/* Leaves the reason of the last SQLite failure; always returns -1. */
int store_fail(struct store *st, const char *doing);

/* Gives the connection the functions that queries use: in_sight(), addressed() (functions.c). */
void store_functions(struct store *st);
