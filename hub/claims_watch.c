#include "hub/claims_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/member.h"
#include "model/aliases.h"
#include "model/refs.h"

/* A day that is not said is no bound. */
/* ---- loading ---------------------------------------------------------------- */

struct loading { struct hub_db *db; struct watches *w; char *why; size_t size; };

static int
take_watch(void *ctx, const struct hub_record *r)
{
	struct loading *l = ctx;
	struct watch *w = &l->w->list[l->w->count];
	const cJSON *least;
	cJSON *body;

	if (l->w->count == WATCHES_MAX) {
		snprintf(l->why, l->size, "more than %d watches; take some out of the packs", WATCHES_MAX);
		return -1;
	}
	if (strlen(r->id) >= sizeof w->id) {
		snprintf(l->why, l->size, "watch %.60s...: its id is longer than %zu bytes", r->id, sizeof w->id - 1);
		return -1;
	}
	body = cJSON_Parse(r->body);
	memset(w, 0, sizeof *w);
	snprintf(w->id, sizeof w->id, "%s", r->id);
	member_copy(body, "name", w->name, sizeof w->name);
	member_copy(body, "svc", w->svc, sizeof w->svc);
	member_copy(body, "amount", w->amount, sizeof w->amount);
	member_copy(body, "param", w->param, sizeof w->param);
	member_copy(body, "pop", w->pop, sizeof w->pop);
	member_copy(body, "not_pop", w->not_pop, sizeof w->not_pop);
	member_copy(body, "ledger", w->ledger, sizeof w->ledger);
	member_copy(body, "clause", w->clause, sizeof w->clause);
	w->year = strcmp(member_text(body, "over"), "YEAR") == 0;
	w->at_least = strcmp(member_text(body, "op"), ">=") == 0;
	w->mass = strcmp(member_text(body, "scope"), "MASS") == 0;
	least = cJSON_GetObjectItemCaseSensitive(body, "least");
	w->least = cJSON_IsNumber(least) ? (int)least->valuedouble : 1;
	w->from = member_day(body, "valid_from", INT32_MIN);
	w->to = member_day(body, "valid_to", INT32_MAX);
	l->w->count++;
	cJSON_Delete(body);
	return 0;
}

static int
add_value(struct watch *w, const cJSON *body, int64_t fen)
{
	struct watch_value *more = realloc(w->values, (size_t)(w->value_count + 1) * sizeof *more);

	if (more == NULL)
		return -2;
	w->values = more;
	more[w->value_count++] = (struct watch_value){ member_day(body, "valid_from", INT32_MIN), member_day(body, "valid_to", INT32_MAX), fen };
	return 0;
}

/* A threshold is money: yuan unless it says another unit itself. */
static int
take_param(void *ctx, const struct hub_record *r)
{
	struct loading *l = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *key = member_text(body, "key"), *wrong;
	int64_t fen;
	int rc = 0;

	for (int i = 0; rc == 0 && i < l->w->count; i++) {
		if (strcmp(l->w->list[i].param, key) != 0)
			continue;
		if ((wrong = money_parse(member_text(body, "value"), 100, &fen)) == NULL) {
			rc = add_value(&l->w->list[i], body, fen);
			continue;
		}
		snprintf(l->why, l->size, "param %.60s, the threshold of watch %.60s: %s", r->id, l->w->list[i].id, wrong);
		rc = -1;
	}
	cJSON_Delete(body);
	return rc;
}

/* Newest first: of two that hold on one day, the one that began later is meant. */
static int
by_start(const void *a, const void *b)
{
	const struct watch_value *x = a, *y = b;

	return (x->from < y->from) - (x->from > y->from);
}

static int
see_ledger(struct hub_db *db, struct watch *w, char *why, size_t size)
{
	struct hub_record r;
	int found = hub_db_get(db, KIND_LEDGER, w->ledger, &r);
	cJSON *body;

	if (found < 0)
		return -2;
	if (found == 0 || r.body == NULL) {
		snprintf(why, size, "watch %.60s names the ledger %.60s, which is not there; import its ledger.csv", w->id, w->ledger);
		return -1;
	}
	body = cJSON_Parse(r.body);
	w->households = strcmp(member_text(body, "unit"), "户") == 0;
	cJSON_Delete(body);
	return 0;
}

int
watches_load(struct hub_db *db, struct watches *w, char *why, size_t size)
{
	struct loading l = { db, w, why, size };
	int rc;

	memset(w, 0, sizeof *w);
	snprintf(why, size, "the packs have no watch; see guatu-pack(5), watch.csv");
	if ((rc = hub_db_each(db, KIND_WATCH, take_watch, &l)) == 0 && w->count == 0)
		return -1;
	*why = '\0';
	if (rc == 0)
		rc = hub_db_each(db, KIND_PARAM, take_param, &l);
	for (int i = 0; rc == 0 && i < w->count; i++) {
		struct watch *one = &w->list[i];
		if (one->value_count > 0)
			qsort(one->values, (size_t)one->value_count, sizeof *one->values, by_start);
		rc = see_ledger(db, one, why, size);
		if (rc == 0 && one->value_count == 0) {
			snprintf(why, size, "watch %.60s goes by the param %.60s, which has no value; add it to param.csv", one->id, one->param);
			rc = -1;
		}
	}
	return rc == 0 ? 0 : *why != '\0' ? -1 : -2;
}

void
watches_clear(struct watches *w)
{
	for (int i = 0; i < w->count; i++)
		free(w->list[i].values);
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
watch_sees(const struct watch *w, const struct claim *c)
{
	if (c->day < w->from || c->day > w->to)
		return false;
	if (*w->svc != '\0' && strcmp(w->svc, "ALL") != 0 && strcmp(w->svc, c->svc) != 0)
		return false;
	if (*w->pop != '\0' && !ref_word(w->pop, "ALL") && !shared(c->pops, w->pop))
		return false;
	return *w->not_pop == '\0' || !shared(c->pops, w->not_pop);
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

int64_t
watch_threshold(const struct watch *w, int32_t day)
{
	for (int i = 0; i < w->value_count; i++)
		if (day >= w->values[i].from && day <= w->values[i].to)
			return w->values[i].fen;
	return -1;
}

bool
watch_over(const struct watch *w, int64_t fen, int64_t threshold)
{
	return w->at_least ? fen >= threshold : fen > threshold;
}
