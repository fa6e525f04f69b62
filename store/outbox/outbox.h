/*
 * outbox.db: every operation from the officer's key until the hub has
 * answered.  Rollback journal TRUNCATE, synchronous FULL, several writers.
 * "Queued" is true only after outbox_queue() has returned 0.
 * States: store/outbox/outbox.sql.  Reading it is done by the store (attached as `box`).
 */
#pragma once

#include "model/flow/op.h"

struct outbox;

/* Opens or creates it (directory 0700, file 0600, ballast file beside it), migrating an older one; one that is empty
 * or gone gets back what its journal holds, said in `error`.  NULL with a sentence naming the next step: newer version,
 * corrupt (never touched), network file system, wrong owner or mode. */
struct outbox *outbox_open(const char *path, char *error, size_t error_size);
void           outbox_close(struct outbox *box);
const char    *outbox_error(const struct outbox *box);
bool           outbox_whole(struct outbox *box);      /* reads it through */
/* For a damaged one: keeps it beside as outbox.db.damaged-TIME and makes a new one from its readable rows and the
 * journal.  What the hub may or may not have heard of is sent again with its old key, which the hub
 * knows if it has.  0, -1; `said` tells what was done either way. */
int            outbox_recover(const char *path, char *said, size_t size);

/* Gives op a UUIDv7 and commits it as pending.  -1: not accepted, outbox_error() says why
 * (full disk, a live close for this issue already waits, ...). */
int outbox_queue(struct outbox *box, struct op *op, const char *title);
/* A half-typed form, kept when the line drops; outbox_draft_take() gives it back once (NULL none). */
int        outbox_draft(struct outbox *box, const struct op *op);
struct op *outbox_draft_take(struct outbox *box, enum kind kind, const char *id, const char *verb);

/* All by uuid; -1 with the reason. */
int outbox_withdraw(struct outbox *box, const char *uuid);              /* only while attempts is 0 */
int outbox_move(struct outbox *box, const char *uuid, int by);          /* -1 earlier, +1 later, among the unsent */
int outbox_retry(struct outbox *box, const char *uuid);                 /* NULL uuid: everything that waits */
int outbox_drop(struct outbox *box, const char *uuid);             /* conflict or refused: give up; becomes withdrawn */
int outbox_resubmit(struct outbox *box, const char *uuid, int64_t base, const char *note);  /* as a new op on `base` */
int outbox_to_comment(struct outbox *box, const char *uuid, int64_t base);                  /* its note as a comment */
struct op *outbox_get(struct outbox *box, const char *uuid);            /* to edit; NULL */

/* ---- for the sync process ---- */
struct outbox_item { char uuid[37], kind[32], id[128], verb[32]; int64_t base; char *bytes; int attempts; };
/* The next operation to send: first pending whose record has no earlier live one; freezes its bytes and
 * raises attempts, committed, before returning 1.  0 none, -1 failed. */
int  outbox_next(struct outbox *box, struct outbox_item *item);
void outbox_item_clear(struct outbox_item *item);
/* The hub's verdict: new state, its words, the revision it made. */
int  outbox_answer(struct outbox *box, const char *uuid, const char *state, const char *reason,
                   const char *answer_json, int64_t acked_rev);
/* Cache has reached the revision: acked -> confirmed; and purge what was confirmed 30 days ago. */
int  outbox_confirm(struct outbox *box, enum kind kind, const char *id, int64_t rev);
int  outbox_purge(struct outbox *box, int64_t now);
/* Asks rev_of for each acknowledged operation's record and confirms what the cache has reached: how many, -1. */
int  outbox_each_acked(struct outbox *box, int64_t (*rev_of)(void *with, enum kind kind, const char *id), void *with);
/* After an epoch change: what was acknowledged, and what was confirmed but is not in the new snapshot,
 * becomes pending again with the same key (a hub that knows the key answers as before).  How many, -1. */
int  outbox_reoffer(struct outbox *box, const char *cache_path);
struct outbox_counts { int pending, conflict, refused, acked; };
int  outbox_counts(struct outbox *box, struct outbox_counts *out);
