#include "hub/whole_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/member.h"
#include "hub/names.h"
#include "model/arith.h"
#include "model/words.h"

/* ---- is there what the word names? --------------------------------------------- */

/* A formula being judged: the first word that names nothing is kept. */
struct reading {
	struct whole *w;
	char          why[300];
	int           rc;              /* -1 refused, -2 failed */
};

static int
no_word(struct reading *r, const char *text, const char *what, const char *name)
{
	snprintf(r->why, sizeof r->why, "\"%.60s\": there is no %s \"%.60s\"", text, what, name);
	return 0;
}

/* 1 there is, 0 not (said), -2 failed; like all of these. */
static int
need(struct reading *r, const char *text, enum kind kind, const char *name)
{
	int rc = whole_there(r->w, kind, name);

	return rc != 0 ? rc : no_word(r, text, record_kinds[kind].name, name);
}

static int
need_part(struct reading *r, const char *text, enum kind kind, const char *of, const char *code)
{
	int rc = whole_part_there(r->w, kind, of, code);

	if (rc == 0)
		snprintf(r->why, sizeof r->why, "\"%.60s\": the %s \"%.40s\" has no \"%.40s\"", text,
		         kind == KIND_CHECK_ITEM ? "checklist" : kind == KIND_TERM ? "list" : "ledger", of, code);
	return rc;
}

static int
need_summable(struct reading *r, const char *text, const struct word *word)
{
	char id[2 * CODE_MAX];
	struct hub_record rec;
	cJSON *body;
	bool number;
	int rc;

	if ((rc = need_part(r, text, KIND_LEDGER_FIELD, word->name, word->more)) != 1)
		return rc;
	snprintf(id, sizeof id, "%s:%s", word->name, word->more);
	if ((rc = hub_db_get(r->w->db, KIND_LEDGER_FIELD, id, &rec)) != 1)
		return rc < 0 ? -2 : 0;
	body = cJSON_Parse(rec.body);
	number = strstr(" int fen bp ", member_text(body, "type")) != NULL && *member_text(body, "type") != '\0';
	cJSON_Delete(body);
	if (!number)
		snprintf(r->why, sizeof r->why, "\"%.60s\" cannot be added up: its type is none of int fen bp", text);
	return number;
}

static int
need_more(struct reading *r, const char *text, const struct word *word)
{
	static const enum kind parts[] = { [WORD_MORE_STAGE] = KIND_STAGE, [WORD_MORE_ITEM] = KIND_CHECK_ITEM };
	enum word_more more = word_defs[word->what].more;

	if (*word->more == '\0')
		return 1;
	if (more == WORD_MORE_FIELD)
		return need_summable(r, text, word);
	if (more == WORD_MORE_CATEGORY)
		return need_part(r, text, KIND_TERM, "pop", word->more);
	return need_part(r, text, parts[more], word->name, word->more);
}

static int
need_key(struct reading *r, const char *text, const char *key)
{
	int rc = whole_param(r->w, key);

	if (rc == 0)
		return no_word(r, text, "param with the key", key);
	if (rc == -1)
		snprintf(r->why, sizeof r->why, "\"%.60s\": the param's value is not a number", text);
	return rc == -1 ? 0 : rc;
}

static int
need_prefixed(struct reading *r, const char *text, const struct word *word)
{
	static const enum kind kinds[] = {
		[WORD_OF_INDICATOR] = KIND_INDICATOR, [WORD_OF_LEDGER] = KIND_LEDGER, [WORD_OF_CHECKLIST] = KIND_CHECKLIST,
		[WORD_OF_DUTY] = KIND_DUTY,
	};
	int rc = 1;

	switch (word_defs[word->what].name) {
	case WORD_OF_COLUMN: return 1;
	case WORD_OF_KEY: return need_key(r, text, word->name);
	case WORD_OF_TYPE: return *word->name == '\0' ? 1 : need_part(r, text, KIND_TERM, "institution_type", word->name);
	default: rc = need(r, text, kinds[word_defs[word->what].name], word->name);
	}
	return rc == 1 ? need_more(r, text, word) : rc;
}

static int
need_codes(struct reading *r, const char *text, const struct word *word)
{
	static const char *const lists[] = { "scope", "svc", "pop" };

	for (int c = 0; c < word->codes; c++) {
		int rc = 0;
		for (size_t i = 0; rc == 0 && i < sizeof lists / sizeof *lists; i++)
			rc = whole_part_there(r->w, KIND_TERM, lists[i], word->code[c]);
		if (rc == 0)
			snprintf(r->why, sizeof r->why, "\"%.60s\": \"%.40s\" is a code of none of the lists scope, svc and pop", text, word->code[c]);
		if (rc != 1)
			return rc;
	}
	return 1;
}

/* A figure's id is heard before an indicator's. */
static int
need_name(struct reading *r, const char *text, const struct word *word)
{
	int rc = whole_there(r->w, KIND_FIGURE, text);

	if (rc != 0)
		return rc;
	if ((rc = whole_there(r->w, KIND_INDICATOR, word->name)) == 0)
		snprintf(r->why, sizeof r->why, "\"%.60s\" is no figure's id, no indicator and no other word of a formula; see guatu-pack(5)", text);
	return rc == 1 && *word->more != '\0' ? need_part(r, text, KIND_TERM, "pop", word->more) : rc;
}

static int
need_word(struct reading *r, const char *text)
{
	struct word word;

	if (word_parse(text, &word, r->why, sizeof r->why) != 0)
		return 0;
	if (word.what == WORD_NAME)
		return need_name(r, text, &word);
	return word.what == WORD_MEASURE ? need_codes(r, text, &word) : need_prefixed(r, text, &word);
}

/* Words are there or not; for judging a formula's form any value will do. */
static int
find_word(void *context, const char *text, struct arith_figure *out)
{
	struct reading *r = context;
	int rc = r->rc == 0 ? need_word(r, text) : 1;

	*out = (struct arith_figure){ .value = 1 + (int64_t)(names_hash(text) % 9973) };
	if (rc != 1)
		r->rc = rc == 0 ? -1 : -2;
	return 0;
}

static int
judge_formula(const struct whole_at *at, int field, const char *formula)
{
	struct reading r = { .w = at->w };
	struct arith_rule rule = { "DERIVE", formula, "", NULL };
	struct arith_result result;

	arith_judge(&rule, find_word, &r, &result);
	if (r.rc == -1)
		return whole_refuse(at, field, "%s", r.why);
	if (r.rc == 0 && result.verdict == ARITH_BROKEN)
		return whole_refuse(at, field, "no good formula: %s; words, numbers, + - * / and brackets between blanks", result.why);
	return r.rc;
}

/* ---- circles -------------------------------------------------------------------- */

static int
keep_formula(void *ctx, const struct hub_record *rec)
{
	struct whole *w = ctx;
	cJSON *body = cJSON_Parse(rec->body);
	struct formula_row *more = realloc(w->formulas, (size_t)(w->formula_count + 1) * sizeof *more);

	if (more == NULL) {
		cJSON_Delete(body);
		return 1;
	}
	w->formulas = more;
	w->formulas[w->formula_count] = (struct formula_row){ .formula = strdup(member_text(body, "formula")) };
	snprintf(w->formulas[w->formula_count++].id, CODE_MAX, "%s", rec->id);
	cJSON_Delete(body);
	return w->formulas[w->formula_count - 1].formula == NULL;
}

static int
by_id(const void *key, const void *row)
{
	return strcmp(key, ((const struct formula_row *)row)->id);
}

/* They were read in the order of their ids. */
static struct formula_row *
find_formula(struct whole *w, const char *id)
{
	return w->formula_count == 0 ? NULL : bsearch(id, w->formulas, (size_t)w->formula_count, sizeof *w->formulas, by_id);
}

enum { CIRCLE_TEXT = 400, DEEP = 200 };

/* Puts "ID uses " before what `path` says, as far as there is room. */
static void
go_back(const char *id, char path[CIRCLE_TEXT])
{
	char behind[CIRCLE_TEXT - CODE_MAX - 8];

	snprintf(behind, sizeof behind, "%s", path);
	snprintf(path, CIRCLE_TEXT, "%s uses %s", id, behind);
}

/* Follows a formula; `path` is put together on the way back from a circle.  0, -1 a circle. */
static int
follow(struct whole *w, struct formula_row *row, int depth, char path[CIRCLE_TEXT])
{
	const char *at = row->formula;
	char text[WORD_TEXT_MAX], why[80];
	struct word word;

	if (row->state != 0 || depth > DEEP) {
		snprintf(path, CIRCLE_TEXT, "%s", row->id);
		return row->state == 1 || depth > DEEP ? -1 : 0;
	}
	row->state = 1;
	while (word_next(&at, text)) {
		struct formula_row *next;
		if (word_parse(text, &word, why, sizeof why) != 0 || (word.what != WORD_NAME && word.what != WORD_PREV && word.what != WORD_YEARAGO))
			continue;
		if ((next = find_formula(w, word.name)) == NULL || follow(w, next, depth + 1, path) == 0)
			continue;
		go_back(row->id, path);
		row->state = 2;
		return -1;
	}
	row->state = 2;
	return 0;
}

/* A circle is said once, at the first of its formulas that is looked at. */
static int
judge_circle(const struct whole_at *at)
{
	struct whole *w = at->w;
	struct formula_row *row;
	char path[CIRCLE_TEXT];

	if (!w->formulas_read && hub_db_each(w->db, KIND_INDICATOR, keep_formula, w) != 0)
		return -2;
	w->formulas_read = true;
	if ((row = find_formula(w, at->id)) == NULL || follow(w, row, 0, path) == 0)
		return 0;
	return whole_refuse(at, FIELD_INDICATOR_formula, "this goes round in a circle: %s; one of them must come from figures or records", path);
}

/* ---- rows ------------------------------------------------------------------------ */

int
whole_indicator(const struct whole_at *at)
{
	const char *formula = whole_text(at, FIELD_INDICATOR_formula);
	int rc;

	if (*formula == '\0')
		return 0;
	if ((rc = judge_formula(at, FIELD_INDICATOR_formula, formula)) != 0)
		return rc;
	return judge_circle(at);
}

int
whole_rule(const struct whole_at *at)
{
	const char *check = whole_text(at, FIELD_RULE_check), *expect = whole_text(at, FIELD_RULE_expect);
	int rc;

	if ((rc = judge_formula(at, FIELD_RULE_expr, whole_text(at, FIELD_RULE_expr))) != 0)
		return rc;
	if (*expect == '\0' && strcmp(check, "DERIVE") != 0)
		return whole_refuse(at, FIELD_RULE_expect, "empty; %s compares with something, only DERIVE does not", check);
	return *expect == '\0' ? 0 : judge_formula(at, FIELD_RULE_expect, expect);
}

/* ---- parameters ------------------------------------------------------------------- */

static bool
is_number(const char *text)
{
	char *end;

	strtod(text, &end);
	return *text != '\0' && *end == '\0' && strspn(text, "-0123456789.") == strlen(text);
}

static int
keep_param(void *ctx, const struct hub_record *rec)
{
	struct whole *w = ctx;
	struct param_row *more = realloc(w->params, (size_t)(w->param_count + 1) * sizeof *more), *p;
	cJSON *body;

	if (more == NULL)
		return 1;
	w->params = more;
	p = &w->params[w->param_count++];
	body = cJSON_Parse(rec->body);
	snprintf(p->id, sizeof p->id, "%s", rec->id);
	snprintf(p->key, sizeof p->key, "%s", member_text(body, "key"));
	snprintf(p->from, sizeof p->from, "%s", member_text(body, "valid_from"));
	p->number = is_number(member_text(body, "value"));
	cJSON_Delete(body);
	return 0;
}

static int
read_params(struct whole *w)
{
	if (!w->params_read && hub_db_each(w->db, KIND_PARAM, keep_param, w) != 0)
		return -2;
	w->params_read = true;
	return 0;
}

int
whole_param(struct whole *w, const char *key)
{
	int found = 0;

	if (read_params(w) != 0)
		return -2;
	for (int i = 0; i < w->param_count && found >= 0; i++)
		if (strcmp(w->params[i].key, key) == 0)
			found = w->params[i].number ? 1 : -1;
	return found;
}

/* Of several rows of a key that are valid the one that began last counts, so no two begin on one day; the second is told. */
int
whole_param_row(const struct whole_at *at)
{
	const char *key = whole_text(at, FIELD_PARAM_key), *from = whole_text(at, FIELD_PARAM_valid_from);

	if (read_params(at->w) != 0)
		return -2;
	for (int i = 0; i < at->w->param_count; i++) {
		const struct param_row *p = &at->w->params[i];
		if (strcmp(p->key, key) == 0 && strcmp(p->id, at->id) < 0 && strcmp(p->from, from) == 0)
			return whole_refuse(at, FIELD_PARAM_valid_from, "%.60s says the same key from the same day on; a key has one value a day", p->id);
	}
	return 0;
}
