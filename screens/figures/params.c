/*
 * Policy numbers by key with their history: what is in force on the day looked
 * at, what was before and comes next, and those that change inside the
 * campaign or differ from the province's (A05, A50).
 */

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/figures/verdict.h"
#include "store/measure/params.h"

static const char *
standing_word(enum param_standing standing)
{
	return standing == PARAM_IN_FORCE ? _("in force")
	       : standing == PARAM_PAST ? _("no longer in force") : _("to come");
}

static const char *
unit_of(const struct param_row *r)
{
	return strcmp(r->unit, "bp") == 0 || r->unit[0] == '\0' ? "" : unit_word(r->unit);
}

/* ---- columns ------------------------------------------------------------------------- */

#define ROW const struct param_row *r = row; (void)env

static void
param_unit(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, r->unit, unit_of(r));
}

/* Text, as the pack has it; basis points are read as percent. */
static void
param_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char *end;
	long long n = strtoll(r->value, &end, 10);

	if (r->value[0] == '\0' || *end != '\0')
		value_word(v, r->value);
	else if (strcmp(r->unit, "bp") == 0)
		value_share(v, n);
	else
		value_number(v, rational(n, 1));
}

static void
param_state(const void *row, const struct env *env, struct value *v)
{
	ROW;
	static const char *const codes[] = { "IN_FORCE", "PAST", "TO_COME" };

	value_coded(v, codes[r->standing], standing_word(r->standing));
}

static void
param_change(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (r->change == PARAM_STEADY)
		return;
	value_coded(v, r->change == PARAM_IN_CAMPAIGN ? "CHANGED" : "DEVIATES",
	            r->change == PARAM_IN_CAMPAIGN ? _("changed") : _("deviates"));
	v->role = PAINT_WARN;
}

static void
param_warned(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->change != PARAM_STEADY);
}

static void
param_clause(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_clause(v, r->clause, r->local != 0);
}

static void
param_local(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->local != 0);
}

/* What it was and what it is, or the province's and ours. */
static const char *
change_words(const struct param_row *r, char out[300])
{
	char before[100], value[100];

	params_value_text(r->unit, r->before, before, sizeof before);
	params_value_text(r->unit, r->value, value, sizeof value);
	snprintf(out, 300, "%s: %s -> %s%s%s", _(params_change_text(r->change)), before, value,
	         *unit_of(r) != '\0' ? " " : "", unit_of(r));
	return out;
}

/* Its clause in words, "" none. */
static const char *
clause_words(const struct param_row *r, struct value *v)
{
	*v = (struct value){ .type = TYPE_NONE };
	value_clause(v, r->clause, r->local != 0);
	return v->text != NULL ? v->text : "";
}

static const struct column columns[] = {
	{ "name",       N_("parameter"),  16, 1, 0,   TEXT_AT(param_row, name) },
	{ "value",      N_("value"),      12, 0, 0,   WORKED_OUT(TYPE_NUMBER, param_value),
	  .means = N_("as the plan sets it") },
	{ "unit",       N_("unit"),       18, 0, 100, WORKED_OUT(TYPE_TEXT, param_unit) },
	{ "valid_from", N_("valid from"), 10, 0, 0,   ISO_AT(param_row, valid_from) },
	{ "valid_to",   N_("valid to"),   10, 0, 0,   ISO_AT(param_row, valid_to) },
	{ "state",      N_("state"),       6, 0, 0,   WORKED_OUT(TYPE_TEXT, param_state) },
	{ "change",     N_("alteration"),  6, 0, 0,   WORKED_OUT(TYPE_TEXT, param_change) },
	{ "clause",     N_("clause"),     18, 0, 100, WORKED_OUT(TYPE_TEXT, param_clause) },
	{ "local",      N_("set locally"),     1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, param_local),
	  .means = N_("1: no document has this number") },
	{ "warned",     N_("deserves a word"), 1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, param_warned),
	  .means = N_("1: it changed within the campaign, or is not the province's") },
	{ "key",        N_("parameter key"),        16, 0, LIST_HIDDEN, TEXT_AT(param_row, key) },
	{ "id",         N_("id"),         16, 0, LIST_HIDDEN, TEXT_AT(param_row, id) },
	{ 0 }
};

/* ---- the list -------------------------------------------------------------------------- */

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct params *p = l->data;

	params_clear(p);
	if (params_read(st, env->today, p) != 0)
		return -1;
	list_rows(l, p->rows, p->count);
	return 0;
}

static void clear(void *data)      { params_clear(data); }
static bool warned(const void *row){ return ((const struct param_row *)row)->change != PARAM_STEADY; }
static char mark(const void *row)  { return warned(row) ? '!' : ' '; }
static int  rank(const void *row)  { return !warned(row); }

static enum paint_role
role(const void *row, const struct env *env)
{
	ROW;
	return r->standing == PARAM_IN_FORCE ? PAINT_NORMAL : PAINT_DIM;
}

static const struct list_total totals[] = {
	{ TOTAL("ALL",      N_("values"),                  "",               PAINT_TITLE) },
	{ TOTAL("CHANGED",  N_("changed in the campaign"), "change=CHANGED",  PAINT_WARN) },
	{ TOTAL("DEVIATES", N_("not the province's"),      "change=DEVIATES", PAINT_WARN) },
	{ 0 }
};

static const char *
value_of(const struct param_row *r, struct value *v, char out[VALUE_OWN])
{
	*v = (struct value){ 0 };
	param_value(r, NULL, v);
	return value_words(v, out, VALUE_OWN);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	ROW;
	struct value v;
	char text[VALUE_OWN], change[300];

	(void)l;
	if (r == NULL)
		return;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s %s ", r->key, clause_words(r, &v));
	canvas_putf(c, 1, 1, c->w - 2, PAINT_NORMAL, "%s: %s %s  %s .. %s", r->name, value_of(r, &v, text), unit_of(r),
	            r->valid_from[0] != '\0' ? r->valid_from : "-", r->valid_to[0] != '\0' ? r->valid_to : "-");
	if (r->change != PARAM_STEADY)
		canvas_put(c, 2, 1, c->w - 2, PAINT_WARN, change_words(r, change));
	else if (r->older > 0)
		canvas_putf(c, 2, 1, c->w - 2, PAINT_DIM, _("%d earlier values; Enter shows them"), r->older);
}

static struct effect
history(const struct list *l, const void *row, const struct env *env)
{
	const struct params *p = l->data;
	const struct param_row *here = row;
	char *text = NULL, words[VALUE_OWN], change[300];
	struct value v;
	size_t size, n = strlen(here->key);
	FILE *out = open_memstream(&text, &size);

	(void)env;
	if (out == NULL)
		abort();
	fprintf(out, "%s  %s\n\n", here->name, here->key);
	for (int i = 0; i < p->count; i++) {
		const struct param_row *r = &p->rows[i];
		if (strncmp(r->key, here->key, n) != 0 || (r->key[n] != '\0' && r->key[n] != '@'))
			continue;
		fprintf(out, "%s%s  %s %s  %s .. %s  %s\n", r->key + n, r->key[n] != '\0' ? " " : "",
		        value_of(r, &v, words), unit_of(r),
		        r->valid_from[0] != '\0' ? r->valid_from : "-", r->valid_to[0] != '\0' ? r->valid_to : "-",
		        standing_word(r->standing));
		if (*clause_words(r, &v) != '\0')
			fprintf(out, _("    clause %s, record no. %s\n"), v.text, r->id);
		if (r->change != PARAM_STEADY)
			fprintf(out, "    %s\n", change_words(r, change));
	}
	fputs(_("\nA formula takes the value of its period's last day; what was reckoned for the past stays as it "
	        "was.\n"), out);
	fclose(out);
	return (struct effect){ .kind = FX_SHOW, .verb = N_("history of a parameter"), .text = text };
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	ROW;
	struct value v;
	char text[VALUE_OWN];

	(void)l;
	lineage_what(out, "%s  %s  %s %s", r->name, r->key, value_of(r, &v, text), unit_of(r));
	lineage_means(out, _("a number of policy, valid from %s to %s; a formula takes the one valid on its period's "
			     "last "
	                     "day"), r->valid_from[0] != '\0' ? r->valid_from : "-",
	              r->valid_to[0] != '\0' ? r->valid_to : "-");
	lineage_no_share(out, _("it is set, not counted"));
	lineage_from(out, "%s", _("the plan (param.csv), changed since by guatu-hub import param or another plan "
				  "beside"));
	lineage_clause(out, clause_words(r, &v));
	lineage_record(out, KIND_PARAM, r->id);
}

const struct list_ops params_list = {
	.noun = "params", .about = N_("policy numbers with the days they are valid on"), .columns = columns,
	.row_size = sizeof(struct param_row), .data_size = sizeof(struct params),
	.id_at = offsetof(struct param_row, id),
	.rows = rows, .clear = clear, .rank = rank, .role = role, .mark = mark,
	.totals = totals, .detail_rows = 3, .detail = detail, .open = history, .lineage = lineage,
	.empty = N_("there are no parameters here"),
};

const struct screen_ops params_screen = {
	.name = "params", .title = N_("parameters"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_FIGURES,
	.topics = TOPIC(KIND_PARAM), LIST_SCREEN(params_list),
};
