/* Watches that compare by formulas: over one claim, or over the sums of a person's year. */
#include "hub/people/claims_in.h"

#include "hub/people/claims_words.h"
#include "model/flow/refs.h"
#include "model/text/language.h"

/* ---- words ------------------------------------------------------------------ */

int
claim_formula(const char *text, struct row_formula *out, char *why, size_t size)
{
	static const enum claim_column asked[] = { CLAIM_CATEGORY, CLAIM_SVC, CLAIM_FLOW, CLAIM_FILING, CLAIM_REFERRER,
		CLAIM_VERIFIED, CLAIM_INSTITUTION };
	struct row_word words[CLAIM_COLUMNS];

	for (int i = 0; i < CLAIM_COLUMNS; i++)
		words[i] = (struct row_word){ claim_columns[i].money ? claim_columns[i].name : "",
		                              !claim_columns[i].money };
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		words[asked[i]].name = claim_columns[asked[i]].name;
	return row_formula_parse(strcmp(text, "oop_scope") == 0 ? "scope - basic - catastrophic - aid" : text, words,
	                         CLAIM_COLUMNS, out, why, size);
}

bool
claim_simple(const char *amount, const char *op, const char *param)
{
	return ref_word("total scope oop oop_scope", amount) && *op == '>' && strpbrk(param, " :") == NULL;
}

const char *
claim_formula_wrong(const char *field, const char *text, char *why, size_t size)
{
	bool truth = strcmp(field, "condition") == 0;
	struct row_formula f;

	if (strcmp(field, "param") == 0 && strpbrk(text, " :") == NULL)      /* a key */
		return NULL;
	if (claim_formula(text, &f, why, size) != 0)
		return why;
	if (f.truth == truth)
		return NULL;
	return truth ? _("a number; a condition compares: backstop > 0, flow = CROSS")
	             : _("a comparison, where an amount is wanted");
}

/* ---- a claim, or a year, as a source ------------------------------------------ */

struct asked {
	const struct watches *all;
	const struct watch   *w;
	const struct claim   *c;          /* or: */
	const int64_t        *sums;
	int32_t               day;
};

static struct row_number
known(struct rational n)
{
	return (struct row_number){ !rational_bad(n), n };
}

static struct row_number
number(void *ctx, int word)
{
	const struct asked *a = ctx;

	if (a->c != NULL) {
		if ((a->c->told & 1u << word) == 0)
			return (struct row_number){ 0 };
		return known(rational((a->c->has & 1u << word) != 0 ? a->c->money[word] : 0, 1));
	}
	for (int i = 0; i < a->w->sums; i++)
		if ((int)a->w->sum[i] == word)
			return known(rational(a->sums[i], 1));
	return (struct row_number){ 0 };
}

static const char *
codes(void *ctx, int word)
{
	const struct claim *c = ((const struct asked *)ctx)->c;

	if (c == NULL || (c->told & 1u << word) == 0)
		return NULL;
	switch ((enum claim_column)word) {
	case CLAIM_CATEGORY:    return c->pops;
	case CLAIM_SVC:         return c->svc;
	case CLAIM_FLOW:        return c->flow;
	case CLAIM_FILING:      return c->filing;
	case CLAIM_REFERRER:    return c->referrer;
	case CLAIM_VERIFIED:    return c->verified;
	case CLAIM_INSTITUTION: return c->institution;
	default:                return NULL;
	}
}

static struct row_number
param(void *ctx, const char *key)
{
	const struct asked *a = ctx;

	return known(watch_param(a->all, key, a->day));
}

static struct row_number
work(const struct row_formula *f, struct asked *a)
{
	const struct row_source source = { number, codes, param, a };

	return row_formula_work(f, &source);
}

/* ---- comparing -------------------------------------------------------------------- */

/* Each claim was settled to a whole fen: so far may a reckoned threshold be off. */
static bool
over(const struct watch *w, struct rational left, struct rational right, long claims)
{
	struct rational slack = w->right->words != 0 ? rational(claims, 2) : rational(0, 1);
	struct rational more = rational_sub(left, right), less = rational_sub(right, left);

	if (strcmp(w->op, ">=") == 0)
		return rational_cmp(more, rational(0, 1)) >= 0;
	if (strcmp(w->op, "<") == 0)
		return rational_cmp(less, slack) > 0;
	return rational_cmp(more, slack) > 0 || (strcmp(w->op, "<>") == 0 && rational_cmp(less, slack) > 0);
}

/* 1 a hit, `part` what was compared; 0; -1 not known: *unpriced, a param has no value then. */
static int
compare(struct asked *a, long claims, struct watch_part *part, bool *unpriced)
{
	struct row_number left = work(a->w->left, a), right = work(a->w->right, a);

	*unpriced = left.known && !right.known && a->w->right->words == 0;
	if (!left.known || !right.known)
		return -1;
	if (!rational_whole(left.n, &part->fen[0]) || !rational_whole(right.n, &part->fen[1]))
		return -1;
	return over(a->w, left.n, right.n, claims);
}

int
watch_part(const struct watches *all, struct watch *w, const struct claim *c, struct watch_part *out)
{
	struct asked a = { .all = all, .w = w, .c = c, .day = c->day };
	bool unpriced = false;
	int rc = 0;

	memset(out, 0, sizeof *out);
	for (int i = 0; w->year && i < w->sums; i++) {
		if ((c->told & 1u << w->sum[i]) == 0) {
			w->untold++;
			return 0;
		}
		out->fen[i] = (c->has & 1u << w->sum[i]) != 0 ? c->money[w->sum[i]] : 0;
		rc = rc || out->fen[i] != 0;
	}
	if (w->year) {
		w->judged++;
		return rc;
	}
	rc = compare(&a, 1, out, &unpriced);
	w->judged += rc >= 0 || unpriced;
	w->unpriced += unpriced;
	w->untold += rc < 0 && !unpriced;
	return rc == 1;
}

bool
watch_year(const struct watches *all, const struct watch *w, int32_t day, long claims, struct watch_part *sums)
{
	const struct watch_part was = *sums;
	struct asked a = { .all = all, .w = w, .sums = was.fen, .day = day };
	bool unpriced;

	memset(sums, 0, sizeof *sums);
	return compare(&a, claims, sums, &unpriced) == 1;
}

int
claim_condition(const struct watches *all, const struct watch *w, const struct claim *c)
{
	struct asked a = { .all = all, .w = w, .c = c, .day = c->day };
	const struct row_source source = { number, codes, param, &a };

	return row_formula_holds(w->only, &source);
}

/* ---- reading them ----------------------------------------------------------------- */

static struct row_formula *
parse(const char *text, char *why, size_t size)
{
	struct row_formula *f = malloc(sizeof *f);

	if (f == NULL)
		abort();
	if (claim_formula(text, f, why, size) == 0)
		return f;
	free(f);
	return NULL;
}

/* The amounts a year adds up. */
static bool
take_sums(struct watch *w)
{
	uint64_t words = w->left->words | w->right->words;

	for (int i = 0; i < CLAIM_COLUMNS; i++)
		if ((words & (uint64_t)1 << i) != 0) {
			if (w->sums == WATCH_SUMS || !claim_columns[i].money)
				return false;
			w->sum[w->sums++] = (enum claim_column)i;
		}
	return true;
}

int
claim_formulas(struct watch *w, char *why, size_t size)
{
	char key[512];

	if (*w->condition != '\0' && (w->only = parse(w->condition, why, size)) == NULL)
		return -1;
	if (claim_simple(w->amount, w->op, w->param))
		return 0;
	snprintf(key, sizeof key, "%s%s", strpbrk(w->param, " :") == NULL ? "param:" : "", w->param);
	if ((w->left = parse(w->amount, why, size)) == NULL ||
	    (w->right = parse(key, why, size)) == NULL)
		return -1;
	if (!w->year || take_sums(w))
		return 0;
	snprintf(why, size, _("a year's formulas go by at most %d amounts, and by no codes; those are the condition's"),
	         WATCH_SUMS);
	return -1;
}
