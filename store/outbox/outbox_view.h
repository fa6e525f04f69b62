/*
 * The outbox as people look at it, read through the attached `box`: what waits
 * in sending order, what was answered today, and one operation beside the
 * record it met (as seen when queued, as the hub has it now, as asked for).
 */
#pragma once

#include "store/cache/store.h"

enum { OUTBOX_ARGS_MAX = 10 };
/* What has not come to its end; also what is not in the data yet, or was not needed; also what was answered today;
 * all. */
enum outbox_over { OUTBOX_WAITING, OUTBOX_OPEN, OUTBOX_TODAY, OUTBOX_ALL };
struct outbox_arg { char name[24], value[240]; };      /* codes already turned into names */
struct outbox_row {
	char    uuid[40], kind[16], id[64], verb[24], state[16], title[200], reason[240], waits_for[40];
	int64_t at, base, acked_rev, answered_at;
	int     attempts, over;            /* over: the first enum outbox_over it is listed under */
	int     number, behind;            /* place among those listed, from 1; of the one it waits for, 0 none */
	struct outbox_arg args[OUTBOX_ARGS_MAX];
	int     arg_count;
	char   *body;                      /* the caller's, e.g. outbox_body() */
};
struct outbox_totals { int pending, conflict, refused, acked, draft, delivered_today, withdrawn_today, total; };

/* In sending order, what is over last; `since`: when today began.  `*rows` is yours to free.  The count, -1; 0 when
 * no outbox is attached. */
int outbox_rows(struct store *st, enum outbox_over over, int64_t since, bool english, struct outbox_row **rows);
/* Its arguments as the hub gets them, JSON: yours to free. */
char *outbox_body(struct store *st, const char *uuid);
int outbox_row_get(struct store *st, const char *uuid, bool english, struct outbox_row *row);   /* 0; 1 none; -1 */
int outbox_totals(struct store *st, int64_t since, struct outbox_totals *out);

/* One field in three versions; "" where absent.  Only fields that differ or that the operation sets. */
struct outbox_diff { int field; char seen[240], hub[240]; bool has_seen; };
/* The record when queued and now (the cache, or the hub's answer when that is newer): count, -1.
 * *hub_rev 0: the record is unknown here. */
int outbox_diffs(struct store *st, const struct outbox_row *row, bool english, struct outbox_diff *out, int max,
                 int64_t *hub_rev);
/* What happened to the record since, newest first: lines of "when who verb note" as fields. */
struct outbox_since { char at[26], who[64], verb[24], note[200]; };
int outbox_events(struct store *st, const struct outbox_row *row, struct outbox_since *out, int max);

/* The record's fields as a JSON object, to be kept with an operation: yours to free, NULL when there is no such
 * record. */
char *store_snapshot(struct store *st, enum kind kind, const char *id);
