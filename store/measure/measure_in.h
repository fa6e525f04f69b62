/*
 * Inside the evaluator: its memo, what it has read, and the words that are
 * answered from records (store/measure/measure_words.c; measure_settled.c for
 * settlements, measure_ledger.c for ledgers).
 */
#pragma once

#include "model/room/room.h"
#include "model/figures/words.h"
#include "store/measure/measure.h"

/* Text to number, growing; -1 for what is not there. */
struct memo_slot { uint64_t hash; char *key; int value; };
struct memo { struct memo_slot *slots; size_t size, used; };
enum { MEMO_KEY = 1024 };
/* The parts up to NULL, a blank between them; quicker than printf, and there are thousands. */
const char *memo_key(char out[MEMO_KEY], ...) __attribute__((sentinel));
int  memo_get(const struct memo *m, const char *key);
int  memo_put(struct memo *m, const char *key, int value);      /* 0, -1 out of memory */
void memo_clear(struct memo *m);

enum { SETTLED_NUMBERS = 24 };
struct measure_settled { int64_t number[SETTLED_NUMBERS], precision; };      /* by field, from the first number on */
struct measure_figure { int64_t value, precision; bool disputed, own_name; char id[64], name[96], denominator[96]; };
struct measure_step { int stage; int32_t day; };
struct measure_entry {
	char    division[16], category[24], period[8];
	int32_t opened, deadline;
	int     stage;                     /* index into the book's stages, -1 unknown */
	int64_t persons, amount;           /* MEASURE_NONE not said */
	int     step_first, step_count;
};
struct measure_stage { char code[48]; char class; int days; bool workdays; };   /* class: O C D */
struct measure_book {                  /* one ledger, read once */
	char    ledger[64];
	struct measure_stage *stages;
	int     stage_count;
	struct measure_entry *entries;
	int     entry_count;
	struct measure_step *steps;
	int     step_count;
};
/* The issues of one place and one source, kind and category, counted. */
struct measure_issue_group { char division[16], code[3][48]; int64_t count; };
/* All of them on one day, or of those found between two. */
struct measure_issues {
	enum word_what what;
	int32_t first, day;
	struct measure_issue_group *groups;
	int     count;
};

struct measures {
	struct store *st;
	int     users;
	int64_t version;                   /* of the store when it was opened: it is kept for as long as that is so */
	char    county[16];
	int32_t today;
	struct calendar cal;
	bool    whole_county;             /* all of it is in sight: what is summed or counted over it is the county's */
	bool    cal_read, failed, figure_periods, settled_periods;
	struct measure_indicator *indicators;
	int     indicator_count;
	struct measure_place *places, whole;      /* townships of today; the county itself */
	int     place_count;
	char    scope[16], svc[16], pop[24];      /* the county's widest slice */
	struct memo memo;                  /* every key: what was read, what was worked out */
	struct measure *values;
	int     value_count;
	struct measure_figure *figures;
	int     figure_count;
	struct measure_settled *settled;
	int     settled_count;
	struct measure_book *books;
	int     book_count;
	struct measure_issues *issues;     /* measure_issues.c */
	int     issues_count;
	struct word *words;                /* taken apart once */
	int     word_count;
	/* store/measure/checks.c: what its parts found, in which language, at which version of the store */
	struct measure_data { struct check_row *rows; int count; bool english; int64_t version; } data[2];
};

/* What one formula is being worked out for. */
struct measure_asking {
	struct measures *m;
	struct measure_at at;
	int32_t first, last, day;
	int     depth;
	/* gathered from its words: */
	char    missing[128], broken[128];
	bool    summed, disputed, money, nowhere;
	int64_t finest, cases;
};

/* A word that is answered from records: out is KNOWN, MISSING or BROKEN. */
void measure_record_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out);
void measure_issue_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out);
void measure_issue_title(struct measures *m, const struct word *w, bool english, char *out, size_t size);
void measure_ledger_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out);
/* The place words narrow by: "" for the whole county. */
const char *measure_within(const struct measure_asking *a);
void measure_set_count(struct measure *out, int64_t n, const char *unit);
void measure_calendar(struct measures *m);
/* Settlements, with the county summed over its townships when it has no record of its own. */
/* Codes of slices, blank-separated (measure_settled.c). */
extern const char measure_flows[], measure_tiers[];
void measure_settlement(struct measure_asking *a, const struct word *w, struct measure *out);

/* The slice a settlement word means for a place. */
void measure_slice(const struct measures *m, const struct word *w, const struct measure_at *at, const char **scope,
                   const char **svc, const char **pop);
/* Id of the figure an indicator's value is, "" when it is none. */
const char *measure_figure_id(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at);

/* Is there a figure of it anywhere in that period? */
bool measure_reported(struct measures *m, const char *indicator, const char *period);
/* The figure that is an indicator's value, NULL none; memoed by indicator and place. */
const struct measure_figure *measure_figure_of(struct measures *m, const struct measure_indicator *ind,
                                               const struct measure_at *at);
void measure_set_figure(struct measure *out, int64_t value, int64_t precision, const char *unit);

void measure_set(struct measure *out, enum measure_from from, struct rational value, const char *unit);
void measure_lacks(struct measure *out, const char *word, const char *period);
void measure_breaks(struct measure *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool measure_is_county(const struct measures *m, const char *division);
/* Notes that a query failed, whose reason is in store_error(): `rc` as it was. */
int  measure_noted(struct measures *m, int rc);
/* A value worked out is kept for who asks the same again. */
void measure_keep(struct measures *m, const char *key, const struct measure *value);
