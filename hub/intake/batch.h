/*
 * One hand-over of data, in or out (A26-A28, A41, A49): a `batch` record that
 * says who sent what, how many rows, what they changed, and whether it counts.
 *
 * A hand-over is held for a person when it brings fewer or more rows than the last
 * taken one by more than the source's shrink_bp (2000 when empty) - a roster, distinct
 * people -, is of a period before the last one taken, has more than that share of unreadable keys, repeats a period
 * already taken with other content, or is the same bytes as one taken before.  Nothing of a held one stays in the
 * records: what was written since batch_begin() is taken back, and the payload is kept aside until somebody
 * accepts (it is taken then) or rejects it (it is dropped).
 *
 * A taker's transaction, all of it the caller's:
 *
 *     hub_db_begin, batch_begin, write records (their `batch` is b.id),
 *     fill rows/added/removed/changed/bad, batch_finish, hub_db_commit
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "hub/authority/digest.h"

enum { BATCH_SHRINK_BP = 2000 };
/* The source of what `guatu-hub import KIND FILE` brings: made when it first brings something. */
#define BATCH_BY_HAND "import"

struct batch {
	/* Before batch_begin(). */
	const char *source;              /* a source's id */
	const char *division;            /* whose; NULL: the county's */
	const char *period;              /* YYYY-MM or YYYY it is about; NULL: none said (a taker may fill it in) */
	const char *sha256;              /* of the payload, digest_file() */
	int64_t     at;                  /* room time */
	int64_t     received;            /* when it came, where that was before; 0: now */
	const char *by;
	const char *title;               /* NULL: the source's name */
	const char *called;              /* what messages call the payload (its address); NULL: its file */
	const struct row_members *json;  /* the payload was made from JSON; NULL it was not */
	/* a list as it stands (a roster): the same bytes for another period are news, nothing changed */
	bool        standing;
	bool        by_hand;             /* `import KIND FILE`: of BATCH_BY_HAND, judged by nobody */
	bool        decided;             /* a person has said yes: not judged again; `id` is the held one's */
	/* Before batch_finish(). */
	long        rows, added, removed, changed, bad;
	long        people, people_before;    /* of a roster: of whom it is, of whom the last one was; 0: not counted */
	long        unreadable;          /* rows whose key says nobody */
	size_t      noted;               /* notes that were said of it */
	const char *payload;             /* file kept when held: the payload, or one like it without identity numbers
	                                    that the source's taker can take again; NULL: nothing is kept */
	/* Filled in here. */
	char        id[HUB_ID_MAX + 1], previous[HUB_ID_MAX + 1];
	bool        held;                /* after batch_finish(): not taken, `why` says it */
	char        period_found[12];    /* where a taker puts what `period` then names */
	char        why[256];            /* held_reason as stored (batch_reasons below), or what is wrong with a -1 */
};

/*
 * held_reason, one of these with what belongs to it, blank-separated; consoles say it in words:
 *   SHRUNK ROWS BEFORE LIMIT_BP
 *   GROWN ROWS BEFORE LIMIT_BP
 *   PEOPLE PEOPLE BEFORE LIMIT_BP      as many rows, of fewer people
 *   MORE_PEOPLE PEOPLE BEFORE LIMIT_BP as many rows, of more people
 *   UNREADABLE KEYS ROWS LIMIT_BP      so many rows that say of nobody
 *   PERIOD YYYY-MM BATCH       taken before, with other content; accepted, it takes that one's place
 *   ORDER YYYY-MM BATCH        a later period was taken before (not of claims, which come late as they may)
 *   SAME BATCH                 the very same bytes
 *   WAITS BATCH                the very same bytes are held already as BATCH; no second record is made
 */

/* The day it came on: what is judged by today is judged by that, whenever a person says yes. */
static inline int64_t batch_came(const struct batch *b) { return b->received != 0 ? b->received : b->at; }

/* Names the hand-over and marks the transaction.  0; -1 why says (no such source); -2 hub_db_error(). */
int batch_begin(struct hub_db *db, struct batch *b);
/* Judges it, writes the record and its event, opens the duties that wait for it.  0 with `held`; -2. */
int batch_finish(struct hub_db *db, struct batch *b);
/* Would it be held, were it finished now?  For those who can tell before reading everything.  1, 0, -2. */
int batch_judge(struct hub_db *db, struct batch *b);

/* Outgoing: was this period handed over before?  1 with its id, 0, -2; fills in `previous`. */
int batch_sent_before(struct hub_db *db, struct batch *b, char id[HUB_ID_MAX + 1]);
/* A record SENT with its rows and sha256.  0, -1 why says, -2. */
int batch_sent(struct hub_db *db, struct batch *b);

/* What happened to the very same bytes from this source: "" nothing, else the status of the newest such batch.
 * `newest` says whether they are those of the last taken one.  0, -2. */
int batch_known(struct hub_db *db, const struct batch *like, char status[32], bool *newest);

/* ---- a feed's health: what a try brought besides data ---- */
/* The source could not be had: one FAILED record for as long as that lasts, counting the tries.  0, -1, -2. */
int batch_failed(struct hub_db *db, struct batch *b, const char *error);
/* It could: a FAILED record is over; with `fresh` there was nothing newer than what was taken last.  0, -2. */
int batch_well(struct hub_db *db, const char *source, bool fresh, int64_t at, const char *by);

/* ---- a person's word (hub/flow/ops.c), in the operation's transaction ---- */
/* Takes what was kept aside and puts the counts into `body`: 0; -1 it cannot be taken now, `why`; -2. */
int batch_accept(struct hub_db *db, const char *id, cJSON *body, int64_t at, const char *by, char *why, size_t size);
/* Writes the batch's record (taking `body` over) in a state of its own and the event that tells of it: 0, -2. */
int batch_write(struct hub_db *db, const struct batch *b, cJSON *body);
/* Drops it: 0, -2. */
int batch_drop(struct hub_db *db, const char *id);

/* ---- what takes a payload ---- */
/* Writes what `path` holds for b->source into the records, between begin and finish: fills the counts (and
 * b->payload, b->period when it can tell).  0; -1 the payload is bad, said on `errors`, nothing of it counts; -2. */
typedef int batch_taker(struct hub_db *db, struct batch *b, const char *path, FILE *errors);
/* By a source's `takes`: roster, claims, or a kind; NULL: nothing takes that. */
batch_taker *batch_taker_for(const char *takes);
/* Defined by hub/people/roster.c and hub/people/claims.c; a build may be without them. */
int take_roster(struct hub_db *db, struct batch *b, const char *path, FILE *errors);
int take_claims(struct hub_db *db, struct batch *b, const char *path, FILE *errors);
/* CSV rows of the source's kind; of entries, opened in the source's ledger. */
int take_records(struct hub_db *db, struct batch *b, const char *path, FILE *errors);
int take_entries(struct hub_db *db, struct batch *b, const char *path, FILE *errors);
