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
#include "model/figures/row_formula.h"

/* One row, judged.  Money is fen by column; `has` has a bit for each that is there. */
struct claim {
	char                person[HASHKEY_HEX], household[HASHKEY_HEX];      /* household may be "" */
	const struct place *township, *village;                                /* village may be NULL */
	char                institution[64], number[64], svc[24], pops[160];  /* pops: codes, blank-separated */
	char                flow[32], filing[32], referrer[32], verified[64];
	int32_t             day;
	int64_t             money[CLAIM_COLUMNS];
	unsigned            has;
	unsigned            told;      /* columns its file has */
	bool                keyed;     /* person and household are set: most claims are nobody's hit and never hashed */
};

/* ---- watches (claims_watch.c) ---- */
enum { WATCHES_MAX = 64, WATCH_ID_MAX = 63, WATCH_SUMS = 4 };
struct watch {
	char    id[HUB_ID_MAX + 1], name[96], svc[24], amount[400], op[4], param[400], pop[160], not_pop[160];
	char    ledger[64], clause[48], condition[400], scope[12], least_param[64], days_param[64], sum_param[64];
	bool    year, has_ledger, households;              /* households: the ledger counts 户 */
	bool    mass, cluster, count;                      /* scope; the last two are mass too */
	int     least;
	int32_t from, to;
	struct hub_params values;                          /* thresholds, where `param` is a key */
	/* Where it compares by formulas, which of a claim's amounts its year adds up; and whom it looks at, or NULL. */
	struct row_formula *left, *right, *only;
	int     sums;
	enum claim_column sum[WATCH_SUMS];
	/* What came of it. */
	long    judged, over, unpriced;               /* claims held against it; over it; on days without a threshold */
	long    untold;                               /* claims of files that do not tell what it asks */
	long    hits, opened, known, raised, relapsed, dropped;
};
struct watches { struct watch list[WATCHES_MAX + 1]; int count; struct hub_params params; };
/* Those of packs in force: 0, -1 what is wrong with them in `why`, -2. */
int  watches_load(struct hub_db *db, struct watches *w, char *why, size_t size);
void watches_clear(struct watches *w);
/* Is the claim one the watch looks at?  One that may be, for all the file tells, is counted as untold. */
bool watch_sees(const struct watches *all, struct watch *w, const struct claim *c);
/* A watch with formulas: of one claim, 1 what it compares (fen and threshold), or of a year what is to be added up; 0
 * nothing, which is counted where it is not known. */
struct watch_part { int64_t fen[WATCH_SUMS]; };
int  watch_part(const struct watches *all, struct watch *w, const struct claim *c, struct watch_part *out);
/* Of a year's sums as of a day, so many claims: is it a hit?  fen[0] and fen[1] become what was compared. */
bool watch_year(const struct watches *all, const struct watch *w, int32_t day, long claims, struct watch_part *sums);
/* Does the watch's condition hold of the claim: 1, 0, -1 the file does not tell. */
int  claim_condition(const struct watches *all, const struct watch *w, const struct claim *c);
/* Reads a watch's formulas: 0, -1 with `why`. */
int  claim_formulas(struct watch *w, char *why, size_t size);
/* The number of a param on a day; bad: none. */
struct rational watch_param(const struct watches *all, const char *key, int32_t day);
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
	unsigned           told;       /* columns it has */
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
	long        persons, households, claims;      /* households: one without a number is one by himself */
	int32_t     first, last;     /* days: when it first went over, of the newest claim */
	int64_t     fen, threshold;
	const char *place, *category, *institution;      /* place: a village, or else a township */
};
struct claims_db;
struct claims_db *claims_db_new(struct hub_db *db);            /* inside the transaction; NULL: hub_db_error() */
void claims_db_free(struct claims_db *c);
int  claims_db_add(struct claims_db *c, int number, const struct watch *w, const struct claim *claim,
                   const struct watch_part *part);
/* Their tables, and columns that older ones lack: 0, -1 hub_db_error(). */
int  claims_tables(struct hub_db *db);
/* Puts this import's parts with those of earlier ones, without those of the batches it takes the place of: the same
 * bytes from the source, or the same period of it. */
int  claims_db_keep(struct claims_db *c, const struct watches *w, const struct batch *b);
/* Who is over, watch by watch and year by year, of the years this import is about.  Each returns 0 to go on, else that
 * is returned; -2 hub_db_error(). */
int  claims_db_hits(struct claims_db *c, const struct watches *w, int (*each)(void *ctx, const struct claim_hit *hit),
                    void *ctx);
