/*
 * Inside the store's ledger files only.
 */
#ifndef GUATU_STORE_LEDGERS_IN_H
#define GUATU_STORE_LEDGERS_IN_H

#include "store/db.h"
#include "store/ledgers.h"

/* A column's text, cut at a whole character. */
void    ledger_copy(sqlite3_stmt *q, int column, char *out, size_t size);
/* A number, INT64_MIN when there is none. */
int64_t ledger_number(sqlite3_stmt *q, int column);
/* The columns that entries_page and entry_one begin with. */
void    ledger_read_entry(sqlite3_stmt *q, bool english, struct entry_row *out);

#endif
