/*
 * Inside the store's ledger files only.
 */
#ifndef GUATU_STORE_LEDGERS_IN_H
#define GUATU_STORE_LEDGERS_IN_H

#include "store/db.h"
#include "store/ledgers.h"

/* Calls `take` for each row of a query about one ledger or entry: 0, -1. */
int  ledger_each(struct store *st, const char *sql, const char *id, void (*take)(void *ctx, sqlite3_stmt *q), void *ctx, const char *doing);
/* The columns that entries_page and entry_one begin with. */
void ledger_read_entry(sqlite3_stmt *q, bool english, struct entry_row *out);

#endif
