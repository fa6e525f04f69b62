/*
 * Inside the outbox only (outbox*.c): connection, transactions that survive a
 * full disk by giving up the ballast file, bound statements, the journal.
 */
#pragma once

#include <sqlite3.h>
#include <sys/types.h>

#include "sql/rows.h"
#include "store/outbox/outbox.h"

struct outbox {
	sqlite3 *db;
	bool     failed;              /* an I/O error was seen: nothing is believed until it has been reopened */
	bool     replays;             /* a file that is new takes what the journal holds */
	int      replayed;            /* operations */
	dev_t    dev;                 /* of the open file: another one may stand in its place */
	ino_t    ino;
	char     path[PATH_MAX], ballast[PATH_MAX], journal[PATH_MAX];
	char     error[PATH_MAX + 256];
};

enum { OUTBOX_VERSION = 2, OUTBOX_BALLAST = 256 * 1024, OUTBOX_BYTES_MAX = 16384 };

/* ---- statements ---- */
/* Prepared for this once, with BIND(...) or NULL: what fails is kept in box->error. */
struct rows box_rows(struct outbox *box, const char *sql, const struct bind *binds);
int  box_run(struct outbox *box, const char *sql, const struct bind *binds);       /* 0, -1 */
int  box_fail(struct outbox *box, const char *doing);                              /* always -1 */
int  box_say(struct outbox *box, const char *sentence, ...) __attribute__((format(printf, 2, 3)));

/* BEGIN IMMEDIATE, work, COMMIT; rolled back when work or commit fails.  On a full disk the ballast is
 * given up and the work done once more.  0, -1. */
int  box_transact(struct outbox *box, int (*work)(struct outbox *box, void *with), void *with);
/* Opens box->path: schema, integrity.  0, -1 with box->error. */
int  box_connect(struct outbox *box);
/* Again, when the last failure or another file in its place asks for it.  0, -1. */
int  box_fresh(struct outbox *box);
/* outbox_open(), with or without taking what the journal holds into a new file. */
struct outbox *box_open(const char *path, bool replays, char *error, size_t error_size);
int64_t box_now(void);                                                             /* real time, seconds */

/* ---- args (outbox_args.c) ---- */
/* The op's arguments as the wire wants them: one JSON object, yours to free.  NULL with box->error:
 * an unknown argument, one that is not text, a number that is none.  A draft takes anything readable. */
char *box_args_text(struct outbox *box, const struct op *op, bool draft);
/* And back into op's arguments: 0, -1 out of memory or not an object. */
int   box_args_parse(struct op *op, const char *json);
/* The request body: yours to free, NULL out of memory. */
char *box_bytes(const char *uuid, const char *kind, const char *id, const char *verb, int64_t base, int64_t at,
                const char *args);

/* ---- the second copy (outbox_journal.c): appended and synced after each commit ---- */
void  box_journal_op(struct outbox *box, const struct op *op, const char *args, const char *title);
void  box_journal_state(struct outbox *box, const char *uuid, const char *state, int64_t rev, const char *id);
/* What the journal holds and the file does not, in one transaction of the caller's: how many operations, -1. */
int   box_replay(struct outbox *box);
void  box_ballast_make(struct outbox *box);
bool  box_ballast_release(struct outbox *box);                                     /* was there one? */
