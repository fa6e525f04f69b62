/*
 * The arithmetic that published figures must satisfy (kind `rule`, domain 2.6),
 * done again by the console from the printed parts.
 *
 * Expressions: figure ids, numbers, + - * / and brackets.  Ids contain hyphens,
 * so operators stand between blanks: `HQ-PAY-02 + HQ-PAY-03`.  A number may end
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
 *
 * Rounding: a figure printed to precision q is known to q/2 either way (a count
 * or an amount printed to its last unit is exact; a percentage never is).  The
 * bounds are carried through the expression, so a sum of n parts may differ from
 * its printed total by (n + 1) * q / 2; within that the verdict is ROUNDING.
 */
#ifndef GUATU_MODEL_ARITH_H
#define GUATU_MODEL_ARITH_H

#include "model/rational.h"

enum arith_verdict {
	ARITH_EXACT, ARITH_ROUNDING, ARITH_HOLDS,      /* fine */
	ARITH_DERIVED,
	ARITH_MISMATCH, ARITH_CONFLICT, ARITH_ALERT, ARITH_INFEASIBLE, ARITH_GAP, ARITH_SUSPECT,
	ARITH_MISSING,      /* a figure is not there: missing is never zero */
	ARITH_BROKEN,       /* the rule itself cannot be worked out */
	ARITH_VERDICTS
};
const char *arith_verdict_name(enum arith_verdict verdict);      /* EXACT ... for CSV, JSON and tests */
const char *arith_verdict_text(enum arith_verdict verdict);      /* msgid for people */

struct arith_figure { int64_t value, precision; bool bp; };      /* precision 0: unknown, taken as exact */

/* Finds a figure by id: 0, or -1 when there is none. */
typedef int arith_lookup(void *context, const char *id, struct arith_figure *out);

struct arith_rule { const char *check, *expr, *expect; };

struct arith_result {
	enum arith_verdict verdict;
	bool has_expected;
	struct rational computed, expected;
	struct rational difference;        /* computed - expected */
	struct rational tolerance;         /* how far rounding alone may take them apart */
	char why[96];                      /* MISSING: the id; BROKEN: what is wrong, in English */
};
void arith_judge(const struct arith_rule *rule, arith_lookup *lookup, void *context, struct arith_result *out);

/* The same judgement for parts that must add up to a printed total, all of one precision. */
void arith_judge_sum(const int64_t *parts, int count, int64_t total, int64_t precision, struct arith_result *out);

#endif
