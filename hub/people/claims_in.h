/*
 * Inside the claims importer only (claims*.c): a claim as read, the watches it
 * is held against, what is kept of it.
 */
#pragma once

#include "hub/people/cells.h"
#include "hub/people/columns.h"
#include "hub/people/claims.h"
#include "hub/people/hashkey.h"
#include "hub/flow/param.h"

/* One row, judged.  Money is fen by column; `has` has a bit for each that is there. */
struct claim {
	char                person[HASHKEY_HEX], household[HASHKEY_HEX];      /* household may be "" */
	const struct place *township, *village;                                /* village may be NULL */
	char                institution[64], number[64], svc[24], pops[160];  /* pops: codes, blank-separated */
	int32_t             day;
	int64_t             money[CLAIM_COLUMNS];
	unsigned            has;
	bool                keyed;     /* person and household are set: most claims are nobody's hit and never hashed */
};

/* ---- watches (claims_watch.c) ---- */
enum { WATCHES_MAX = 64, WATCH_ID_MAX = 63 };
struct watch {
	char    id[HUB_ID_MAX + 1], name[96], svc[24], amount[16], param[64], pop[160], not_pop[160], ledger[64];
	char    clause[48];
	bool    year, at_least, mass, has_ledger, households;      /* households: the ledger counts 户 */
	int     least;
	int32_t from, to;
	struct hub_params values;                          /* thresholds */
	/* What came of it. */
	long    judged, over, unpriced;               /* claims held against it; over it; on days without a threshold */
	long    hits, opened, known, raised, relapsed, dropped;
};
struct watches { struct watch list[WATCHES_MAX + 1]; int count; struct hub_params params; };
/* Those of packs in force: 0, -1 what is wrong with them in `why`, -2. */
int  watches_load(struct hub_db *db, struct watches *w, char *why, size_t size);
void watches_clear(struct watches *w);
/* Is the claim one the watch looks at? */
bool watch_sees(const struct watch *w, const struct claim *c);
/* The amount it goes by: 0; -1 a column it needs is empty, *column says which; -2 less than nothing is left. */
int  watch_amount(const struct watch *w, const struct claim *c, int64_t *fen, enum claim_column *column);
/* The columns its amount is worked out from. */
unsigned watch_columns(const struct watch *w);
/* The threshold of a day; -1: none. */
int64_t  watch_threshold(const struct watch *w, int32_t day);
bool     watch_over(const struct watch *w, int64_t fen, int64_t threshold);

/* ---- a file (claims_read.c) ---- */
struct claim_file {
	struct reader      in;
	struct sheet     columns;
	struct places     *places;
	struct names      *names;
	struct hashkey    *keys;
	int32_t            today;
	bool               kept;       /* the hub's own copy: keys instead of numbers */
	bool               identities; /* so the column is called: not the platform's own numbers of people */
	long               odd;        /* identity numbers that are none, hashed as they stand */
	long               unreadable; /* of all rows, hashed or not */
};
int  claim_file_header(struct claim_file *f, const struct watches *w, const struct reader_notes *notes,
                       struct row_problem *p);
/* The row just read: 0, -1 refused, -2 the authority failed. */
int  claim_file_row(struct claim_file *f, struct claim *out, struct row_problem *p);
/* Does it add up (claims_sums.c)?  0, -1 refused. */
int  claim_sums(const struct claim_file *f, const struct claim *c, struct row_problem *p);
/* What may be wrong with a claim of a delivery about `period` (may be NULL), a msgid, and its cell, from 1; NULL:
 * nothing. */
const char *claim_doubt(const struct claim_file *f, const struct claim *c, const char *period, int *column);
/* Hashes whose claim it is, once; while the row is the one read last. */
void claim_file_key(struct claim_file *f, struct claim *c);
/* The row without numbers, as a line of the hub's own copy. */
int  claim_copy_header(FILE *out);
int  claim_copy_row(FILE *out, const struct claim *c);

/* ---- what is kept (claims_db.c): parts of claims that a watch goes by ---- */
struct claim_hit {
	const struct watch *watch;
	int         number;          /* of the watch */
	int         year;
	const char *subject;         /* person's or household's key; MASS: the village */
	long        persons, claims;
	int32_t     first, last;     /* days: when it first went over, of the newest claim */
	int64_t     fen, threshold;
	const char *place, *category, *institution;      /* place: a village, or else a township */
};
struct claims_db;
struct claims_db *claims_db_new(struct hub_db *db);            /* inside the transaction; NULL: hub_db_error() */
void claims_db_free(struct claims_db *c);
int  claims_db_add(struct claims_db *c, int number, const struct watch *w, const struct claim *claim, int64_t fen);
/* Puts this import's parts with those of earlier ones, without those of the batches it takes the place of: the same
 * bytes from the source, or the same period of it. */
int  claims_db_keep(struct claims_db *c, const struct watches *w, const struct batch *b);
/* Who is over, watch by watch and year by year, of the years this import is about.  Each returns 0 to go on, else that
 * is returned; -2 hub_db_error(). */
int  claims_db_hits(struct claims_db *c, const struct watches *w, int (*each)(void *ctx, const struct claim_hit *hit),
                    void *ctx);
