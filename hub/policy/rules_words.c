#include "hub/policy/rules_words.h"

#include <cjson/cJSON.h>

#include "hub/intake/json/json_next.h"
#include "hub/intake/json/json_path.h"
#include "hub/people/claims_words.h"
#include "hub/people/roster_words.h"
#include "model/figures/arith.h"
#include "model/figures/units.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/flow/stage.h"
#include "model/figures/words.h"
#include "model/text/amount.h"
#include "model/text/format.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "sql/addressed.h"

static const char *
text_of(sqlite3_value *value)
{
	const char *text = (const char *)sqlite3_value_text(value);

	return text != NULL ? text : "";
}

static void
result_json(sqlite3_context *ctx, cJSON *json)
{
	char *text = cJSON_PrintUnformatted(json);

	cJSON_Delete(json);
	if (text == NULL)
		sqlite3_result_error_nomem(ctx);
	else
		sqlite3_result_text(ctx, text, -1, free);
}

/* ---- saying ------------------------------------------------------------------------ */

/* What a rule says of a kind of record, a list ...: its title in Chinese, its name in English. */
static void
say_kind(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	sqlite3_result_text(ctx, kind_words(text_of(argv[0])), -1, SQLITE_TRANSIENT);
}

/* say(format, ...): its translation with the rest put in. */
static void
say(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *args[FORMAT_ARGS] = { NULL };
	char out[FORMAT_TEXT];

	for (int i = 1; i < argc && i <= FORMAT_ARGS; i++)
		args[i - 1] = text_of(argv[i]);
	format_fill(argc > 0 ? _(text_of(argv[0])) : "", args, FORMAT_ARGS, out, sizeof out);
	sqlite3_result_text(ctx, out, -1, SQLITE_TRANSIENT);
}

/* ---- words ------------------------------------------------------------------------- */

static void
add_member(cJSON *object, const char *name, const char *text)
{
	if (*text != '\0')
		cJSON_AddStringToObject(object, name, text);
}

struct part { const char *kind, *of, *more; };

/* One thing a word names, and perhaps a part of it: a record OF:MORE. */
static void
add_name(cJSON *list, const char *word, const char *of, const char *name, struct part part)
{
	cJSON *one = cJSON_CreateObject();

	add_member(one, "word", word);
	add_member(one, "of", of);
	add_member(one, "name", name);
	if (part.more != NULL && *part.more != '\0') {
		add_member(one, "part", part.kind);
		add_member(one, "part_of", part.of);
		add_member(one, "more", part.more);
	}
	cJSON_AddItemToArray(list, one);
}

static void
add_prefixed(cJSON *list, const char *text, const struct word *w)
{
	static const char *const of[] = {
		[WORD_OF_INDICATOR] = "indicator", [WORD_OF_LEDGER] = "ledger", [WORD_OF_CHECKLIST] = "checklist",
		[WORD_OF_DUTY] = "duty", [WORD_OF_KEY] = "param", [WORD_OF_TYPE] = "type", [WORD_OF_COLUMN] = "column",
		[WORD_OF_CODE] = "issue", [WORD_OF_LEVEL] = "level",
	};
	static const char *const parts[] = {
		[WORD_MORE_NONE] = "", [WORD_MORE_SPAN] = "point",
		[WORD_MORE_STAGE] = "stage", [WORD_MORE_WHERE] = "ledger_field",
		[WORD_MORE_FIELD] = "ledger_field",
		[WORD_MORE_ITEM] = "check_item", [WORD_MORE_CATEGORY] = "term",
	};
	const struct word_def *def = &word_defs[w->what];

	struct part part = { parts[def->more], def->more == WORD_MORE_CATEGORY ? "pop" : w->name, w->more };

	if (def->more == WORD_MORE_SPAN) {
		add_name(list, text, of[def->name], w->name, (struct part){ "point", w->name, w->more });
		add_name(list, text, of[def->name], w->name, (struct part){ "point", w->name, w->value });
		return;
	}
	if (def->name == WORD_OF_TYPE)
		add_name(list, text, "type", "", (struct part){ "term", "institution_type", w->name });
	else if (def->name == WORD_OF_CODE)
		add_name(list, text, "issue", "",
		         (struct part){ "term", strcmp(w->name, "kind") == 0 ? "issue_kind" : w->name, w->value });
	else
		add_name(list, text, of[def->name], w->name, part);
	if (w->key[0] != '\0') {
		add_name(list, text, of[def->name], w->name, (struct part){ "field", w->name, w->key });
		add_member(cJSON_GetArrayItem(list, cJSON_GetArraySize(list) - 1), "value", w->value);
	}
}

static void
formula_words(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *at = text_of(argv[0]);
	cJSON *list = cJSON_CreateArray();
	char text[WORD_TEXT_MAX], why[300];
	struct word w;

	(void)argc;
	while (word_next(&at, text)) {
		if (word_parse(text, &w, why, sizeof why) != 0)
			add_name(list, text, "wrong", why, (struct part){ 0 });
		else if (w.what == WORD_NAME)
			add_name(list, text, "name", w.name, (struct part){ "term", "pop", w.more });
		else if (w.what != WORD_MEASURE)
			add_prefixed(list, text, &w);
		for (int c = 0; w.what == WORD_MEASURE && c < w.codes; c++)
			add_name(list, text, "code", w.code[c], (struct part){ 0 });
	}
	result_json(ctx, list);
}

/* Is it made of numbers and parameters alone, so that no record can change it? */
static void
formula_constant(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *at = text_of(argv[0]);
	char text[WORD_TEXT_MAX], why[300];
	struct word w;

	(void)argc;
	while (word_next(&at, text))
		if (word_parse(text, &w, why, sizeof why) != 0 || w.what != WORD_PARAM) {
			sqlite3_result_int(ctx, 0);
			return;
		}
	sqlite3_result_int(ctx, 1);
}

/* For judging a formula's form any value will do. */
static int
find_any(void *context, const char *text, struct arith_figure *out)
{
	(void)context;
	*out = (struct arith_figure){ .value = 1 + (int64_t)(text_hash(text) % 9973) };
	return 0;
}

static void
formula_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct arith_rule rule = { "DERIVE", text_of(argv[0]), "", NULL };
	struct arith_result result;
	char *why;

	(void)argc;
	arith_judge(&rule, find_any, NULL, &result);
	if (result.verdict != ARITH_BROKEN)
		return;
	why = sqlite3_mprintf(_("no good formula: %s; words, numbers, + - * / and brackets between blanks"),
	                      result.why);
	sqlite3_result_text(ctx, why, -1, sqlite3_free);
}

/* ---- circles -------------------------------------------------------------------------- */

/* An indicator and whether its formula has been followed: 0 not, 1 being followed, 2 done. */
struct formula { char *id, *formula; int state; };
struct formulas { struct formula *list; int count, room; cJSON *circles; };

enum { CIRCLE_TEXT = 400, DEEP = 200 };

static int
by_id(const void *key, const void *row)
{
	return strcmp(key, ((const struct formula *)row)->id);
}

static int
in_order(const void *a, const void *b)
{
	return by_id(((const struct formula *)a)->id, b);
}

/* The indicator a formula uses next; NULL no more. */
static struct formula *
next_used(const struct formulas *all, const char **at)
{
	char text[WORD_TEXT_MAX], why[300];
	struct formula *used;
	struct word w;

	while (word_next(at, text))
		if (word_parse(text, &w, why, sizeof why) == 0 &&
		    (w.what == WORD_NAME || w.what == WORD_PREV || w.what == WORD_YEARAGO || w.what == WORD_ZERO) &&
		    (used = bsearch(w.name, all->list, (size_t)all->count, sizeof *used, by_id)) != NULL)
			return used;
	return NULL;
}

static void
add_circle(cJSON *list, const char *id, const char *path)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "id", id);
	cJSON_AddStringToObject(one, "path", path);
	cJSON_AddItemToArray(list, one);
}

/* Follows a formula until it comes back to one being followed, which is returned, or NULL; `path` is put together on
 * the way back, as far as there is room, and kept where it is closed.  Too deep is as good as a circle. */
static struct formula *
follow(struct formulas *all, struct formula *row, int depth, char path[CIRCLE_TEXT])
{
	struct formula *used, *closes = row->state == 1 || depth > DEEP ? row : NULL;
	const char *at = row->formula;
	char behind[CIRCLE_TEXT];

	snprintf(path, CIRCLE_TEXT, "%.60s", row->id);
	if (row->state != 0 || closes != NULL)
		return closes;
	row->state = 1;
	while (closes == NULL && (used = next_used(all, &at)) != NULL) {
		if ((closes = follow(all, used, depth + 1, path)) == NULL)
			continue;
		snprintf(behind, sizeof behind, "%s", path);
		snprintf(path, CIRCLE_TEXT, _("%.60s uses %.330s"), row->id, behind);
		if (closes == row || depth == 0) {
			add_circle(all->circles, row->id, path);
			closes = NULL;
		}
	}
	row->state = 2;
	return closes;
}

static void
circles_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct formulas *all = sqlite3_aggregate_context(ctx, sizeof *all);
	struct formula *more;

	(void)argc;
	if (all != NULL && all->count == all->room) {
		int room = all->room == 0 ? 64 : 2 * all->room;
		if ((more = realloc(all->list, (size_t)room * sizeof *more)) == NULL)
			return sqlite3_result_error_nomem(ctx);
		all->list = more;
		all->room = room;
	}
	if (all == NULL)
		return sqlite3_result_error_nomem(ctx);
	more = &all->list[all->count];
	*more = (struct formula){ strdup(text_of(argv[0])), strdup(text_of(argv[1])), 0 };
	all->count++;
	if (more->id == NULL || more->formula == NULL)
		sqlite3_result_error_nomem(ctx);
}

/* Each circle is said once, at the last of its ids. */
static void
circles_end(sqlite3_context *ctx)
{
	struct formulas none = { 0 }, *all = sqlite3_aggregate_context(ctx, 0);
	char path[CIRCLE_TEXT];

	all = all != NULL ? all : &none;
	all->circles = cJSON_CreateArray();
	if (all->count > 0)
		qsort(all->list, (size_t)all->count, sizeof *all->list, in_order);
	for (int i = all->count - 1; i >= 0; i--)
		follow(all, &all->list[i], 0, path);
	for (int i = 0; i < all->count; i++) {
		free(all->list[i].id);
		free(all->list[i].formula);
	}
	free(all->list);
	result_json(ctx, all->circles);
}

/* ---- stages and kinds -------------------------------------------------------------------- */

/* One column of a stage whose others are in order; the sentence of stages_add() begins with the column's name. */
static void
stage_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const char *field = text_of(argv[0]), *value = (const char *)sqlite3_value_text(argv[1]), *says;
	struct stage_row row = { .code = "X", .class = "OPEN", .days = -1 };
	struct ledger_stages none = { 0 };
	char error[300];

	(void)argc;
	if (value == NULL)
		return;
	if (strcmp(field, "code") == 0)
		row.code = value;
	else if (strcmp(field, "after") == 0)
		row.after = value;
	else if (strcmp(field, "roles") == 0)
		row.roles = value;
	else if (strcmp(field, "needs") == 0)
		row.needs = value;
	else
		row.days = sqlite3_value_int64(argv[1]) > 3660 ? 3661 : (int)sqlite3_value_int64(argv[1]);
	if (stages_add(&none, &row, error, sizeof error) == 0)
		return;
	says = strstr(error, ": ");
	sqlite3_result_text(ctx, says != NULL ? says + 2 : error, -1, SQLITE_TRANSIENT);
}

static void
is_kind(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	sqlite3_result_int(ctx, record_kind_find(text_of(argv[0])) >= 0);
}

/* ---- who listens ----------------------------------------------------------------------- */

static void
known_unit(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	sqlite3_result_int(ctx, unit_known(text_of(argv[0])) != NULL);
}

/* By name; a plan's formulas and watches name others. */
static void
param_read(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	static const char *const keys[] = {
#define PARAM_KEY(key) key,
#include "model/figures/param_keys.def"
	};
	bool read = false;

	(void)argc;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		read = read || strcmp(keys[i], text_of(argv[0])) == 0;
	sqlite3_result_int(ctx, read);
}

static bool
step_list(const char *list)
{
	for (int v = 0; v < flow_verb_count; v++) {
		int count;
		const struct arg_def *args = flow_args(flow_verbs[v].kind, flow_verbs[v].name, &count);
		for (int i = 0; i < count; i++)
			if (args[i].type == ARG_TERM && strcmp(args[i].list, list) == 0)
				return true;
	}
	return false;
}

/* By a field, by a step, or by name; a plan's ledgers name others. */
static void
list_read(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	static const char *const lists[] = { "check_subject", "check_aspect", "unpaid_reason", "not_enrolled_reason",
		"filing", "verification", "impairment" };
	const char *list = text_of(argv[0]);
	bool read = step_list(list);

	(void)argc;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		read = read || strcmp(lists[i], list) == 0;
	for (int f = 0; f < FIELD_COUNT && !read; f++) {
		const struct ref_def *ref = ref_find(f);
		read = ref != NULL && ref->how == REF_TERM && strcmp(ref->what, list) == 0;
	}
	sqlite3_result_int(ctx, read);
}

/* ---- watches --------------------------------------------------------------------------- */

static void
claim_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	char why[300];
	const char *wrong = NULL;

	(void)argc;
	if (sqlite3_value_type(argv[1]) != SQLITE_NULL)
		wrong = claim_formula_wrong(text_of(argv[0]), text_of(argv[1]), why, sizeof why);
	if (wrong != NULL)
		sqlite3_result_text(ctx, wrong, -1, SQLITE_TRANSIENT);
}

static void
add_params(cJSON *list, const struct row_formula *f)
{
	for (int i = 0; i < f->params; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(f->param[i]));
}

static void
claim_params(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	cJSON *list = cJSON_CreateArray();
	struct row_formula f;
	char why[300];

	(void)argc;
	if (claim_formula(text_of(argv[0]), &f, why, sizeof why) == 0)
		add_params(list, &f);
	result_json(ctx, list);
}

/* Each [LIST, CODE] it compares with; - is an empty cell. */
static void
add_codes(cJSON *list, const struct row_formula *f, const char *(*list_of)(int column))
{
	const char *code, *name;

	for (int at = 0, word; (code = row_formula_code(f, &at, &word)) != NULL;)
		if ((name = list_of(word)) != NULL && strcmp(code, "-") != 0)
			cJSON_AddItemToArray(list, cJSON_CreateStringArray((const char *[]){ name, code }, 2));
}

static void
claim_codes(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	cJSON *list = cJSON_CreateArray();
	struct row_formula f;
	char why[300];

	(void)argc;
	if (claim_formula(text_of(argv[0]), &f, why, sizeof why) == 0)
		add_codes(list, &f, claim_list);
	result_json(ctx, list);
}

/* ---- who has a subsidy ------------------------------------------------------------------ */

static void
roster_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct row_formula f;
	char why[300];

	(void)argc;
	if (roster_formula(text_of(argv[0]), &f, why, sizeof why) != 0)
		sqlite3_result_text(ctx, why, -1, SQLITE_TRANSIENT);
}

static void
roster_params(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	cJSON *list = cJSON_CreateArray();
	struct row_formula f;
	char why[300];

	(void)argc;
	if (roster_formula(text_of(argv[0]), &f, why, sizeof why) == 0)
		add_params(list, &f);
	result_json(ctx, list);
}

/* In fen; NULL it is no amount. */
static void
money_of(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	int64_t fen;

	(void)argc;
	if (amount_money(text_of(argv[0]), AMOUNT_YUAN, &fen) == NULL)
		sqlite3_result_int64(ctx, fen);
}

static void
roster_codes(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	cJSON *list = cJSON_CreateArray();
	struct row_formula f;
	char why[300];

	(void)argc;
	if (roster_formula(text_of(argv[0]), &f, why, sizeof why) == 0)
		add_codes(list, &f, roster_list);
	result_json(ctx, list);
}

/* ---- which code was meant ----------------------------------------------------------------- */

/* nearest(typed, word): those of the words that are near, parted by blanks; NULL none is. */
struct meant { struct nearest near; char typed[NEAREST_WORD]; };

static void
nearest_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct meant *m = sqlite3_aggregate_context(ctx, sizeof *m);

	(void)argc;
	if (m == NULL)
		return sqlite3_result_error_nomem(ctx);
	if (m->near.typed == NULL) {
		snprintf(m->typed, sizeof m->typed, "%s", text_of(argv[0]));
		m->near.typed = m->typed;
	}
	nearest_look(&m->near, text_of(argv[1]), NULL);
}

static void
nearest_end(sqlite3_context *ctx)
{
	const struct meant *m = sqlite3_aggregate_context(ctx, 0);
	char near[NEAREST_MAX * (NEAREST_WORD + 1)];

	if (m == NULL || m->near.count == 0)
		return;
	nearest_list(&m->near, " ", near, sizeof near);
	sqlite3_result_text(ctx, near, -1, SQLITE_TRANSIENT);
}

/* ---- JSON of sources ------------------------------------------------------------------- */

static void
path_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct json_path path;
	const char *text = text_of(argv[0]), *why = json_path_parse(&path, text, strlen(text));

	(void)argc;
	if (why != NULL)
		sqlite3_result_text(ctx, why, -1, SQLITE_TRANSIENT);
}

static void
map_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct json_map *map = malloc(sizeof *map);
	char why[400];

	(void)argc;
	if (map == NULL)
		sqlite3_result_error_nomem(ctx);
	else if (json_map_read(map, text_of(argv[0]), text_of(argv[1]), why, sizeof why) != 0)
		sqlite3_result_text(ctx, why, -1, SQLITE_TRANSIENT);
	free(map);
}

static void
next_wrong(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct json_next next;
	char why[300];

	(void)argc;
	if (json_next_read(&next, text_of(argv[0]), why, sizeof why) != 0)
		sqlite3_result_text(ctx, why, -1, SQLITE_TRANSIENT);
}

int
rules_functions(sqlite3 *db)
{
	typedef void call(sqlite3_context *, int, sqlite3_value **), end(sqlite3_context *);
	static const struct { const char *name; int args; call *call, *step; end *end; } functions[] = {
		{ "say", -1, say, NULL, NULL },
		{ "say_kind", 1, say_kind, NULL, NULL },
		{ "formula_words", 1, formula_words, NULL, NULL },
		{ "formula_constant", 1, formula_constant, NULL, NULL },
		{ "formula_wrong", 1, formula_wrong, NULL, NULL },
		{ "formula_circles", 2, NULL, circles_step, circles_end },
		{ "stage_wrong", 2, stage_wrong, NULL, NULL },
		{ "is_kind", 1, is_kind, NULL, NULL },
		{ "unit_known", 1, known_unit, NULL, NULL },
		{ "param_read", 1, param_read, NULL, NULL },
		{ "list_read", 1, list_read, NULL, NULL },
		{ "claim_wrong", 2, claim_wrong, NULL, NULL },
		{ "roster_wrong", 1, roster_wrong, NULL, NULL },
		{ "roster_params", 1, roster_params, NULL, NULL },
		{ "claim_params", 1, claim_params, NULL, NULL },
		{ "claim_codes", 1, claim_codes, NULL, NULL },
		{ "roster_codes", 1, roster_codes, NULL, NULL },
		{ "money_of", 1, money_of, NULL, NULL },
		{ "nearest", 2, NULL, nearest_step, nearest_end },
		{ "path_wrong", 1, path_wrong, NULL, NULL },
		{ "map_wrong", 2, map_wrong, NULL, NULL },
		{ "next_wrong", 1, next_wrong, NULL, NULL },
	};
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	int rc = sql_addressed(db);

	for (size_t i = 0; rc == SQLITE_OK && i < sizeof functions / sizeof *functions; i++)
		rc = sqlite3_create_function_v2(db, functions[i].name, functions[i].args, flags, NULL,
		                                functions[i].call, functions[i].step, functions[i].end, NULL);
	return rc;
}
