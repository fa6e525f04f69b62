/*
 * Inside the authority only (db*.c): the connection and its cached statements.
 */
#pragma once

#include <cjson/cJSON.h>
#include <sqlite3.h>

#include "hub/authority/db.h"
#include "sql/rows.h"

enum { HUB_STATEMENTS = 96 };

struct hub_db {
	sqlite3    *sql;
	char       *path;
	char        county[16];
	int         lock;              /* descriptor of PATH-lock, or -1 */
	bool        keeper;            /* holds that lock: checkpoints */
	bool        full;
	bool        writing;
	bool        bulk;
	bool        lent;              /* in bulk: a record was written whose place is another's */
	int64_t     seq;               /* of this transaction, 0 until something is written */
	int64_t     added;             /* living records gained by this transaction */
	int64_t     mark_seq, mark_added;   /* the two as they were at hub_db_mark() */
	char        batch[HUB_ID_MAX + 1];   /* whose every write is; "": nobody's (db_undo.h) */
	struct { char *ids; size_t len; enum kind kind; } fresh;
	bool        saying;                  /* what is put is noted, changed or not */
	struct { const char *text; sqlite3_stmt *stmt; } cached[HUB_STATEMENTS];
	char        error[512];
};

/* The prepared statement for a literal, reset, bindings cleared; NULL with the error set. */
sqlite3_stmt *hub_db_stmt(struct hub_db *db, const char *text);
/* Its rows, with BIND(...) or NULL for its parameters; a failure is named after the statement and kept in
 * hub_db_error(). */
#define hub_rows(db, sql, binds) hub_db_rows(db, sql, #sql, binds)
struct rows hub_db_rows(struct hub_db *db, const char *sql, const char *name, const struct bind *binds);
/* Runs one that changes something to its end, texts only borrowed: 0, -1. */
int  hub_db_do(struct hub_db *db, const char *sql, const char *name, const struct bind *binds);
/* Leaves "doing: why" of the last SQLite failure; always -1. */
int  hub_db_fail(struct hub_db *db, const char *doing);
/* Runs a statement to its end and resets it: 0, -1. */
int  hub_db_run(struct hub_db *db, sqlite3_stmt *stmt, const char *doing);
/* This transaction's seq, taken on first use; -1 failed. */
int64_t hub_db_seq(struct hub_db *db);
void hub_db_bind(sqlite3_stmt *stmt, int index, const char *text);   /* NULL binds NULL; borrowed until reset */

/* Each kind as a typed view of its living records, `SELECT id, rev, seq, FIELD... FROM task`: columns and their order
 * are fields.def's, whole numbers INTEGER, JSON its text, all else TEXT, absent ones NULL.  The view `pack` hides the
 * table. And `living`: kind and id of every living record. */
int  hub_db_views(struct hub_db *db);

/* ---- where a record's readers are, by the scope column of fields.def (db_scope.c).  It stands in the record's row, so
 * that reading asks one column and no kind by name. */
struct db_scope {
	/* a division's code, @GROUP, the county's code: who sees the county; "": everybody's */
	char place[HUB_ID_MAX + 2];
	char via[HUB_ID_MAX + 64];     /* KIND/ID of the record that lends its place, when one was asked; "": none */
};

/* Of a body: 0, -1. */
int   db_scope_of(struct hub_db *db, enum kind kind, const cJSON *body, struct db_scope *out);
/* Every place the record has been in besides `now`, blank-separated, * for everybody's; NULL none.  To be freed. */
char *db_scope_former(const char *was, const char *before, const char *now);
/* The records that go by this one's place go where it has gone: 0, -1. */
int   db_scope_follow(struct hub_db *db, enum kind kind, const char *id);
/* Every record's place anew (or of those only that go by another's), told to nobody: in a file of an older format, and
 * after bulk loading: 0, -1. */
int   db_scope_all(struct hub_db *db, bool lent_only);

/* ---- what a batch found (db_undo.c): before a record is written over `old` (NULL: there is none), when all is
 * written, when what is written is nobody's any more, and when it is too long ago: 0, -1 */
int   db_undo_note(struct hub_db *db, enum kind kind, const char *id, const struct hub_record *old, int64_t rev);
int   db_undo_flush(struct hub_db *db);
void  db_undo_end(struct hub_db *db);
int   db_undo_purge(struct hub_db *db, int64_t before);
bool  db_undo_old(struct hub_db *db, int64_t before);      /* is there any such? */
