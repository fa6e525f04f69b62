/*
 * What a batch found: each record it writes is remembered with what was there
 * before, in the batch's transaction, so that the batch can be taken back.
 * Events and batches themselves are history and are not remembered.  0 or -1
 * with hub_db_error() unless said.
 */
#pragma once

#include "hub/authority/db.h"

enum { UNDO_DAYS = 90 };     /* what was before an older batch is forgotten, as tombstones are */

/* From now to the end of the transaction (or hub_db_unwind()) what is written is this batch's. */
int  hub_db_remember(struct hub_db *db, const char *batch);

/* From now to the end of the transaction what is put, changed or not, is noted as said; hub_db_said() of one that is
 * not even put. */
int  db_undo_saying(struct hub_db *db);
int  hub_db_said(struct hub_db *db, enum kind kind, const char *id);
/* Was it said?  1, 0, -1. */
int  db_undo_said(struct hub_db *db, enum kind kind, const char *id);

/* One record of a batch: the revision it was left in, what was found.  `was` NULL: there was none. */
struct db_undo { enum kind kind; const char *id; int64_t rev, was_rev; const char *was; };
/* Calls `each` for every record of the batch, the new ones first, until it returns non-zero (returned then);
 * -1. */
int  db_undo_each(struct hub_db *db, const char *batch, int (*each)(void *ctx, const struct db_undo *u), void *ctx);
/* Does the record, standing at `rev`, say what it said in the batch's revision: since then nobody but batches that were
 * taken back themselves has written it?  1, 0, -1. */
int  db_undo_same(struct hub_db *db, const struct db_undo *u, int64_t rev);
/* The batch that wrote the record last, after this one: 0 with its id, 1 none, -1. */
int  db_undo_later(struct hub_db *db, const struct db_undo *u, char batch[HUB_ID_MAX + 1]);
/* Puts the record back as it was, or leaves a tombstone. */
int  db_undo_one(struct hub_db *db, const char *batch, const struct db_undo *u, int64_t at, const char *by);
/* The batch stands again: it may be taken back anew. */
int  db_undo_again(struct hub_db *db, const char *batch);
