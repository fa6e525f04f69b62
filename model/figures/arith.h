/*
 * The arithmetic that published figures must satisfy (kind `rule`, domain 2.6),
 * done again by the console from the printed parts.
 *
 * Expressions: words (model/figures/words.h: figure ids, indicators ...), numbers, + - * /
 * and brackets.  Ids contain hyphens, so operators stand between blanks:
 * `HQ-PAY-02 + HQ-PAY-03`.  A number may end
 * in % (92% is 0.92), 元 (180元 is 18000 fen), 万 or 万元.  Money is in fen, a
 * figure of unit `bp` is the fraction it stands for (9200 bp is 0.92), all else
 * is whole things.  `expect` is an expression too, usually one id or number.
 *
 * How a rule is judged is its `check`:
 *   SUM RATIO PRODUCT EQUAL  computed must be what is printed       else MISMATCH
 *   SAME      two figures of one name must agree                    else CONFLICT
 *   MOST      computed must be at most `expect`                     else ALERT
 *   LEAST     computed must be at least `expect`                    else ALERT
 *   REACH     a target: computed must be able to reach `expect`     else INFEASIBLE
 *   COVER     computed must be all of `expect`                      else GAP
 *   DIFFER    equality would be too good to be true                 else SUSPECT
 *   DERIVE    nothing is printed; the value is only shown           DERIVED
 * A rule may call its failing otherwise (its `verdict`): a share that is too high
 * because two sources mean different things by one word is a CONFLICT, not an ALERT.
 *
 * Rounding: a figure printed to precision q is known to q/2 either way (a count
 * or an amount printed to its last unit is exact; a percentage never is).  The
 * bounds are carried through the expression, so a sum of n parts may differ from
 * its printed total by (n + 1) * q / 2; within that the verdict is ROUNDING.
 */
#pragma once

#include "model/figures/rational.h"

enum arith_verdict {
	ARITH_EXACT, ARITH_ROUNDING, ARITH_HOLDS,      /* fine */
	ARITH_DERIVED,
	ARITH_MISMATCH, ARITH_CONFLICT, ARITH_ALERT, ARITH_INFEASIBLE, ARITH_GAP, ARITH_SUSPECT,
	ARITH_MISSING,      /* a figure is not there: missing is never zero */
	ARITH_BROKEN,       /* the rule itself cannot be worked out */
	ARITH_VERDICTS
};
enum arith_verdict arith_verdict_find(const char *name);           /* ARITH_VERDICTS when there is none */
const char *arith_verdict_name(enum arith_verdict verdict);      /* EXACT ... for CSV, JSON and tests */
const char *arith_verdict_text(enum arith_verdict verdict);      /* msgid for people */

/* A number as formulas write it, 92% 0.7 180元 163万 3612.8万元, and *at behind it: NULL, or why it is none. */
const char *arith_number(const char **at, struct rational *out);

/* A value known to lie between two bounds. */
struct arith_range { struct rational low, mid, high; };

struct arith_figure {
	int64_t value, precision;          /* precision 0: unknown, taken as exact */
	bool    bp;
	bool    worked;                    /* it was itself worked out: `range` counts, not the above */
	struct arith_range range;
};
/* As printed, with what rounding leaves open; a share for a figure in bp. */
struct arith_range arith_figure_range(const struct arith_figure *figure);

/* Finds what a word is worth: 0, -1 when there is no such value, -2 when it cannot be worked out. */
typedef int arith_lookup(void *context, const char *word, struct arith_figure *out);

/* One expression worked out.  `verdict` is DERIVED, MISSING or BROKEN, with `why` as below. */
struct arith_worked {
	enum arith_verdict verdict;
	struct arith_range range;
	bool has_whole;
	struct rational whole;             /* the outermost quotient's denominator */
	bool zero;                    /* BROKEN because a denominator is nought: nothing was there to have a share of */
	char why[128];
};
void arith_work(const char *expr, arith_lookup *lookup, void *context, struct arith_worked *out);

/* verdict: what failing is called; NULL or "" as above */
struct arith_rule { const char *check, *expr, *expect, *verdict; };

struct arith_result {
	enum arith_verdict verdict;
	bool has_expected;
	bool zero;                         /* as in arith_worked */
	struct rational computed, expected;
	struct rational difference;        /* computed - expected */
	struct rational tolerance;         /* how far rounding alone may take them apart */
	char why[128];                     /* MISSING: the word; BROKEN: what is wrong, in English */
};
void arith_judge(const struct arith_rule *rule, arith_lookup *lookup, void *context, struct arith_result *out);

/* The same judgement for parts that must add up to a printed total, all of one precision. */
void arith_judge_sum(const int64_t *parts, int count, int64_t total, int64_t precision, struct arith_result *out);
