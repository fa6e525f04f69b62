/*
 * The one evaluator: what an indicator or any word of a formula
 * (model/figures/words.h) is worth for a place, a period and a population, worked out
 * from what the cache holds and one explicit day.
 *
 * An indicator is its figure for the place and period; without one, its
 * formula, worked out in turn; for the county without either, the sum over its
 * townships, but only when every one of them is there (`summed` then says so).
 * What is not there is MISSING with the first word and period that lack;
 * missing is never zero.  Formulas that lead back to themselves are BROKEN.
 *
 * Periods are months (2020-05) or years (2018).  Records that have a history
 * are taken as they stood on the period's day: its last, or today within it.
 *   param:KEY        the value valid on that day (A05); yuan in fen, bp and percent as a share
 *   ledgers          entries opened by that day, in the stage they stood in then; an entry that says
 *                    its own period counts in that period only.  Dropped ones count only by their stage
 *   duties           runs due within the period, judged on that day
 *   checklists       subjects there are, and their marks of the period
 *   institutions     whose agreement runs on that day
 *   settlements      the widest slice the county has amounts for, narrowed by what the word says and
 *                    by the population asked about
 *
 * Values are in fen, shares (0.92 for 9200 bp) or whole things, with the bounds
 * that the rounding of printed figures leaves open.
 */
#pragma once

#include "model/figures/arith.h"
#include "store/cache/store.h"

#define MEASURE_NONE INT64_MIN

struct measure_indicator {
	char id[64], name[96], name_en[96], unit[24], formula[512], definition[256], clause[48], area[48],
		denominator[96];
	char every[8];                     /* MONTH YEAR ONCE, "" not said */
	bool up;                           /* more is better */
	bool directed;                     /* the pack says which way is better */
	int  version;
	int64_t target;                    /* in `unit`; falls back to the parameter ID_target; MEASURE_NONE none */
};

struct measure_place { char code[16], name[64], name_en[64], class[24]; int64_t population, poor, villages; };

struct measure_at { const char *division, *period, *category; };      /* category "" or NULL: everybody */

enum measure_state { MEASURE_KNOWN, MEASURE_MISSING, MEASURE_BROKEN };
enum measure_from { MEASURE_NOWHERE, MEASURE_FIGURE, MEASURE_FORMULA, MEASURE_SUM, MEASURE_RECORDS };

struct measure {
	enum measure_state state;
	enum measure_from  from;
	bool    summed;                    /* somewhere in it a county's value is the sum over all its townships */
	bool    disputed;                  /* another figure of the same name says otherwise */
	bool    money;                     /* in fen */
	bool    nowhere;                   /* MISSING, and so for every other place in that period */
	struct arith_range range;
	int64_t finest;                    /* smallest printed unit of what it was made from; 0 unknown */
	int64_t base;                      /* cases, persons or things a share rests on; MEASURE_NONE unknown */
	char    unit[24];
	char    why[128];                  /* MISSING: word and period; BROKEN: what is wrong, in English */
};
const char *measure_state_name(enum measure_state state);       /* KNOWN MISSING BROKEN */
const char *measure_from_name(enum measure_from from);          /* figure formula sum records, "" */
/* In its unit, rounded: fen, bp, whole things; MEASURE_NONE when not known. */
int64_t     measure_whole(const struct measure *value);

struct measures;
/* Keeps what it has read and worked out; so does the store, from load to load, until something is written to the cache
 * or another day is looked at.  NULL with store_error(). */
struct measures *measures_open(struct store *st, const char *county, int32_t today);
void             measures_close(struct measures *m);
int              measures_failed(const struct measures *m);     /* -1 when a query failed: store_error() */

int  measures_indicators(struct measures *m, const struct measure_indicator **out);     /* in the pack's order */
const struct measure_indicator *measures_indicator(struct measures *m, const char *id); /* NULL */
int  measures_places(struct measures *m, const struct measure_place **out);             /* the townships of today */
const char *measures_county(const struct measures *m);
int32_t     measures_today(const struct measures *m);

void measure_indicator(struct measures *m, const char *id, const struct measure_at *at, struct measure *out);
void measure_formula(struct measures *m, const char *formula, const struct measure_at *at, struct measure *out);
void measure_word(struct measures *m, const char *word, const struct measure_at *at, struct measure *out);
/* A rule's two sides; MISSING and BROKEN as above, in result.why.  *finest as in struct measure. */
void measure_judge(struct measures *m, const struct arith_rule *rule, const struct measure_at *at,
                   struct arith_result *out, int64_t *finest);

/* The newest period not after today in which the indicator (or formula) is known for the place: months
 * of the last thirteen first, then years; for the county also when only townships have it, without a
 * place (NULL) when one of the townships has it.  false: none. */
bool measure_latest(struct measures *m, const char *id, const char *division, const char *category, char period[8]);
bool measure_latest_formula(struct measures *m, const char *formula, const char *division, const char *category,
                            char period[8]);
/* The period `back` earlier: 2020-05 and 1 give 2020-04, 2018 gives 2017. */
void measure_period_back(const char *period, int back, char out[8]);
/* First and last day of a period; false when it is none. */
bool measure_period_days(const char *period, int32_t *first, int32_t *last);

/* ---- where a value comes from ---- */
enum { MEASURE_PARTS = 24 };
struct measure_part {
	char word[64];
	char title[96];                    /* name of the indicator, ledger, parameter ... */
	struct measure value;
	char source[192];                  /* figure's or record's origin, parameter's validity, "" */
};
struct measure_why {
	struct measure value;
	/* of its own figure; "" none */
	char   figure[64], origin[96], batch[64], fetched[26], printed[48], clause[48], denominator[96];
	bool   sample;
	int    part_count;
	struct measure_part parts[MEASURE_PARTS];
	/* figures of the same name, place and period that say otherwise (口径不一) */
	int    other_count;
	struct measure_other {
		char id[64], name[96], denominator[96], printed[48], unit[24];
		int64_t value, precision;
	} others[4];
};
void measure_explain(struct measures *m, const char *id, const struct measure_at *at, bool english,
                     struct measure_why *out);
/* The words of a rule's two sides and what they are worth; their number. */
int  measure_parts(struct measures *m, const char *formula, const struct measure_at *at, bool english,
                   struct measure_part *out, int max);

/* ---- who watches which place (A76, A89) ---- */
struct watched_place {
	char code[16], parent[16], name[64];
	int  level;                        /* 4, 5 */
	int64_t poor, population, rate;    /* MEASURE_NONE unknown; rate in basis points */
	bool watched;                      /* a township by the city, a village by the county */
};
struct watched { struct watched_place *list; int count; };
/* Of a place and what is in it, by code: 0, -1. */
int  store_watched(struct store *st, const char *within, int32_t day, bool english, struct watched *out);
void watched_clear(struct watched *w);
