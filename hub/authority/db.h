/*
 * The authority: one SQLite file holding every record of a county (latest
 * state as JSON text), the operations done to them, and the users.  Nothing
 * else in hub/ speaks SQL.
 *
 * One transaction takes one `seq` from the county's counter row, so the order
 * of seq is the order of commits and a reader that follows seq misses nothing.
 * Times are epoch seconds.  A handle belongs to one thread at a time.
 * Functions return 0 or -1 with hub_db_error(); others say so.
 */
#pragma once

#include "model/records/record.h"

struct hub_db;

#define UNDONE     "undone"  /* gone with the batch that brought it */
#define HUB_ID_MAX 127       /* bytes in a record's id */
/* Bytes of its body: it goes to consoles in a line of 256 KiB (net/sync/changes.h). */
#define HUB_RECORD_MAX (262144 - 1024)

enum hub_db_mode { HUB_DB_READ, HUB_DB_WRITE };

/* Makes a new file (0600, refuses an existing one) for `county` (6 digits) with a fresh epoch.
 * NULL with a sentence naming the next step in `error`. */
struct hub_db *hub_db_create(const char *path, const char *county, char *error, size_t size);
/* Opens an existing one.  Several processes may write in turn; the first to open it is the one that
 * checkpoints the log, and `hub_db_keeper()` tells whether that is this handle. */
struct hub_db *hub_db_open(const char *path, enum hub_db_mode mode, char *error, size_t size);
void           hub_db_close(struct hub_db *db);
bool           hub_db_keeper(const struct hub_db *db);
const char    *hub_db_error(const struct hub_db *db);
bool           hub_db_full(const struct hub_db *db);  /* the last failure was a full disk, a read-only or failing one */
const char    *hub_db_county(const struct hub_db *db);     /* the file's county; one county a file */
const char    *hub_db_path(const struct hub_db *db);

/* ---- meta: epoch county clock_room clock_real packs purged_seq audit_head audit_count ---- */
/* Copies the value into out ("" when unset): 0, -1 failed. */
int     hub_db_meta_get(struct hub_db *db, const char *key, char *out, size_t size);
int     hub_db_meta_set(struct hub_db *db, const char *key, const char *value);
/* The room's clock at real time `real`: stopped at clock_room + (real - clock_real) when `init --clock` set one. */
int64_t hub_db_room_now(struct hub_db *db, int64_t real);

/* ---- writing: begin, any number of puts, commit ---- */
int hub_db_begin(struct hub_db *db);                       /* BEGIN IMMEDIATE */
int hub_db_commit(struct hub_db *db);                      /* on -1 it has been rolled back */
void hub_db_rollback(struct hub_db *db);
/* Inside begin/commit, one at a time: everything written since the mark is taken back, or kept.  0, -1. */
int hub_db_mark(struct hub_db *db);
int hub_db_unwind(struct hub_db *db);
int hub_db_keep(struct hub_db *db);
/* Writes `body`, a strict JSON object (wire_line.h, wire_record.h check it before).
 * 1 written, 0 the stored body is the same and nothing changed, -1 failed; *rev (may be NULL) is its revision. */
int hub_db_put(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by,
               int64_t *rev);
/* The same for one that is known never to have been there: 1, -1. */
int hub_db_add(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by);
/* Leaves a tombstone; why: "deleted", "retracted", "merged:ID", or UNDONE: it may come again by itself.  1 done, 0
 * there is no such record, -1 failed. */
int hub_db_gone(struct hub_db *db, enum kind kind, const char *id, const char *why, int64_t at, const char *by);
/* Bulk loading into a file nobody serves: no fsync and no change index until hub_db_bulk(db, false),
 * which makes the index, analyses, and syncs. */
int hub_db_bulk(struct hub_db *db, bool on);
/* A row in the audit chain for what is not an operation: an import, a change of users.  Inside begin/commit. */
int hub_db_audit(struct hub_db *db, const char *user, const char *verb, const char *what, int64_t at);

/* ---- reading ---- */
struct hub_record {
	enum kind   kind;
	const char *id;
	int64_t     rev, seq, at;
	const char *by;
	const char *division;        /* where its readers are: a division, @GROUP; NULL: everybody's (hub/db_scope.h) */
	const char *former;          /* where they were before, space-separated, or NULL */
	const char *via;             /* KIND/ID it is about, or whose place it goes by, or NULL */
	const char *body;            /* JSON text; NULL for a tombstone */
	size_t      body_len;
	const char *gone;            /* NULL, or why */
};
/* 1 found (a tombstone too), 0 not, -1 failed.  Text is valid until the next call on this handle. */
int hub_db_get(struct hub_db *db, enum kind kind, const char *id, struct hub_record *out);
/* Calls `each` for every living record of a kind, by id, until it returns non-zero (returned then). */
int hub_db_each(struct hub_db *db, enum kind kind, int (*each)(void *ctx, const struct hub_record *r), void *ctx);
/* Lets go of what the last reads still hold, so that the next ones see the newest state. */
void hub_db_rest(struct hub_db *db);
/* The last committed seq; -1 failed.  And how many living records there are. */
int64_t hub_db_head(struct hub_db *db);
int64_t hub_db_records(struct hub_db *db);
/* Changes when any connection, of any process, has committed. */
int64_t hub_db_version(struct hub_db *db);

/* Walks in pages, each one short read transaction, so that a slow reader never holds the log.  `each`
 * returns 0 to go on, 1 to stop before taking this record.  They return the number taken, or -1;
 * fewer than `limit` without a stop means the end was reached, at *head (as of this page). */
struct hub_db_place { int64_t seq; int kind; char id[HUB_ID_MAX + 1]; };   /* after this one; kind -1: none yet */
/* By kind's name, then id: the living only; place->seq is not looked at. */
int hub_db_walk_id(struct hub_db *db, const struct hub_db_place *after, int limit,
                   int (*each)(void *ctx, const struct hub_record *r), void *ctx, int64_t *head);
/* By seq, then kind and id, tombstones too. */
int hub_db_walk_seq(struct hub_db *db, const struct hub_db_place *after, int limit,
                    int (*each)(void *ctx, const struct hub_record *r), void *ctx, int64_t *head);
/* Events of one object, oldest first. */
int hub_db_history(struct hub_db *db, enum kind kind, const char *id,
                   int (*each)(void *ctx, const struct hub_record *r), void *ctx);
/* The next free id of the form YYYY-NNNN. */
int hub_db_next_id(struct hub_db *db, enum kind kind, int year, char out[32]);

/* Forgets tombstones older than `before`; cursors older than the youngest of them expire. */
int hub_db_purge(struct hub_db *db, int64_t before);
/* A copy, while others read and write.  It gets an epoch of its own, so that whoever serves it instead of
 * the original makes the consoles fetch afresh and offer again what it does not have. */
int hub_db_backup(struct hub_db *db, const char *path);
