#include "hub/people/claims_in.h"

#include "hub/people/claims.sql.h"
#include "hub/authority/db_in.h"
#include "model/flow/refs.h"
#include "model/text/language.h"

COLUMNS(columns, struct watch, COL(id), COL(name), COL(svc), COL(amount), COL(op), COL(param), COL(pop),
        COL(not_pop), COL(ledger), COL(clause), COL(condition), COL(scope), COL(least_param), COL(days_param),
        COL(sum_param), COL(year), COL(least), COL_DAY(from), COL_DAY(to), COL(has_ledger), COL(households))

/* A param that a watch of many goes by has a value. */
static int
look_for(const struct watches *w, const struct watch *one, const char *key, char *why, size_t size)
{
	if (*key == '\0' || hub_params_of(&w->params, key).count > 0)
		return 0;
	snprintf(why, size, _("watch %.60s goes by the param %.60s, which has no value; add it to param.csv"), one->id,
	         key);
	return -1;
}

/* Its formulas, and that their params are there. */
static int
look_into(struct watches *w, struct watch *one, char *why, size_t size)
{
	char wrong[300];
	const struct row_formula *formulas[3];
	int rc = 0;

	if (claim_formulas(one, wrong, sizeof wrong) != 0) {
		snprintf(why, size, _("watch %.60s: %.180s"), one->id, wrong);
		return -1;
	}
	formulas[0] = one->left;
	formulas[1] = one->right;
	formulas[2] = one->only;
	for (int f = 0; f < 3; f++)
		for (int i = 0; rc == 0 && formulas[f] != NULL && i < formulas[f]->params; i++)
			rc = look_for(w, one, formulas[f]->param[i], why, size);
	if (rc == 0 && (rc = look_for(w, one, one->least_param, why, size)) == 0 &&
	    (rc = look_for(w, one, one->days_param, why, size)) == 0)
		rc = look_for(w, one, one->sum_param, why, size);
	return rc;
}

/* What is wrong with a watch, or with a value of its threshold. */
static int
look_at(struct watches *w, struct watch *one, char *why, size_t size)
{
	one->cluster = strcmp(one->scope, "CLUSTER") == 0;
	one->count = strcmp(one->scope, "COUNT") == 0;
	one->mass = one->cluster || one->count || strcmp(one->scope, "MASS") == 0;
	if (look_into(w, one, why, size) != 0)
		return -1;
	one->values = hub_params_of(&w->params, one->param);
	for (int i = 0; one->left == NULL && i < one->values.count; i++)
		if (one->values.list[i].wrong != NULL) {
			snprintf(why, size, _("param %.60s, the threshold of watch %.60s: %s"), one->values.list[i].id,
			         one->id, one->values.list[i].wrong);
			return -1;
		}
	if (strlen(one->id) > WATCH_ID_MAX)
		snprintf(why, size, _("watch %.60s...: its id is longer than %d bytes"), one->id, WATCH_ID_MAX);
	else if (!one->has_ledger)
		snprintf(why, size, _("watch %.60s names the ledger %.60s, which is not there; import its ledger.csv"),
		         one->id, one->ledger);
	else if (one->left == NULL && one->values.count == 0)
		snprintf(why, size, _("watch %.60s goes by the param %.60s, which has no value; add it to param.csv"),
		         one->id, one->param);
	return *why != '\0' ? -1 : 0;
}

int
watches_load(struct hub_db *db, struct watches *w, char *why, size_t size)
{
	int rc = 0;

	memset(w, 0, sizeof *w);
	*why = '\0';
	if ((w->count = rows_fill(hub_rows(db, SQL_CLAIMS_WATCHES, NULL), columns, w->list, WATCHES_MAX + 1)) < 0 ||
	    hub_params_read(db, NULL, &w->params) != 0)
		return -2;
	if (w->count == 0)
		snprintf(why, size, _("the packs have no watch; see guatu-pack(5), watch.csv"));
	if (w->count > WATCHES_MAX)
		snprintf(why, size, _("more than %d watches; take some out of the packs"), WATCHES_MAX);
	rc = *why != '\0' ? -1 : 0;
	for (int i = 0; rc == 0 && i < w->count; i++)
		rc = look_at(w, &w->list[i], why, size);
	return rc;
}

void
watches_clear(struct watches *w)
{
	for (int i = 0; i < w->count && i <= WATCHES_MAX; i++) {
		free(w->list[i].left);
		free(w->list[i].right);
		free(w->list[i].only);
	}
	hub_params_clear(&w->params);
	memset(w, 0, sizeof *w);
}

/* ---- judging ---------------------------------------------------------------- */

/* Have two lists of blank-separated words one in common? */
static bool
shared(const char *words, const char *others)
{
	char word[64];

	while (*words != '\0') {
		size_t n = strcspn(words, " ");
		if (n > 0 && n < sizeof word) {
			memcpy(word, words, n);
			word[n] = '\0';
			if (ref_word(others, word))
				return true;
		}
		words += n + (words[n] == ' ');
	}
	return false;
}

bool
watch_sees(const struct watches *all, struct watch *w, const struct claim *c)
{
	int only;

	if (c->day < w->from || c->day > w->to)
		return false;
	if (*w->svc != '\0' && strcmp(w->svc, "ALL") != 0 && strcmp(w->svc, c->svc) != 0)
		return false;
	if (*w->pop != '\0' && !ref_word(w->pop, "ALL") && !shared(c->pops, w->pop))
		return false;
	if (*w->not_pop != '\0' && shared(c->pops, w->not_pop))
		return false;
	if (w->only == NULL || (only = claim_condition(all, w, c)) == 1)
		return true;
	w->untold += only < 0;
	return false;
}

/* oop_scope: what is left of the costs in scope after the three layers (E10). */
static const struct { const char *name; enum claim_column from[4]; int count; } amounts[] = {
	{ "total", { CLAIM_TOTAL }, 1 },
	{ "scope", { CLAIM_SCOPE }, 1 },
	{ "oop", { CLAIM_OOP }, 1 },
	{ "oop_scope", { CLAIM_SCOPE, CLAIM_BASIC, CLAIM_CATASTROPHIC, CLAIM_AID }, 4 },
};

static size_t
amount_of(const struct watch *w)
{
	size_t i = 0;

	while (i + 1 < sizeof amounts / sizeof *amounts && strcmp(amounts[i].name, w->amount) != 0)
		i++;
	return i;
}

unsigned
watch_columns(const struct watch *w)
{
	size_t at = amount_of(w);
	unsigned bits = 0;

	if (w->left != NULL)      /* a file that does not tell is not judged by it */
		return 0;
	for (int i = 0; i < amounts[at].count; i++)
		bits |= 1u << amounts[at].from[i];
	return bits;
}

int
watch_amount(const struct watch *w, const struct claim *c, int64_t *fen, enum claim_column *column)
{
	size_t at = amount_of(w);

	*fen = 0;
	for (int i = 0; i < amounts[at].count; i++) {
		*column = amounts[at].from[i];
		if ((c->has & 1u << *column) == 0)
			return -1;
		*fen += (i == 0 ? 1 : -1) * c->money[*column];
	}
	*column = amounts[at].from[0];
	return *fen < 0 ? -2 : 0;
}

/* One set to be another - the premium of the year - is that one's. */
struct rational
watch_param(const struct watches *all, const char *key, int32_t day)
{
	struct hub_params of = hub_params_of(&all->params, key);
	const struct hub_param *p = hub_param_on(&of, day);

	if (p != NULL && rational_bad(p->number)) {
		of = hub_params_of(&all->params, p->value);
		p = hub_param_on(&of, day);
	}
	return p != NULL ? p->number : rational(0, 0);
}

int64_t
watch_threshold(const struct watch *w, int32_t day)
{
	const struct hub_param *p = hub_param_on(&w->values, day);

	return p != NULL ? p->fen : -1;
}

bool
watch_over(const struct watch *w, int64_t fen, int64_t threshold)
{
	return w->op[1] == '=' ? fen >= threshold : fen > threshold;
}
