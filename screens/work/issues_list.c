/* The issue list's columns, and its rows one after the other for `guatu list` and `w`. */

#include "screens/work/issues.h"

#define ROW const struct issue_row *r = row; (void)env

/* ---- columns ------------------------------------------------------------------------ */

#define CODED(column, code, text) \
	static void column(const void *row, const struct env *env, struct value *v) \
	{ ROW; value_coded(v, r->code, r->text); }
CODED(place_value, division, township)
CODED(kind_value, kind_code, kind)
CODED(front_value, front_code, front)
CODED(group_value, group_code, group)
CODED(village_value, village_code, village)

static void
source_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, r->source_code, r->source);
	v->role = PAINT_DIM;
}

/* Whole: 镇人民政府 is nobody's name, though the township stands two columns to the left. */
static void
post_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, r->post_code, r->post[0] != '\0' ? r->post : r->unit);
}

static void
overdue_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_days(v, r->overdue > 0 ? r->overdue : INT64_MIN);
}

/* Days right-aligned so that the digits stand in a column whatever the marks behind them. */
static void
overdue_paint(const void *row, const struct env *env, struct canvas *c, enum paint_role ignored)
{
	ROW;
	enum { MARKS = 3 };
	char text[48];

	(void)ignored;
	if (r->gone || (r->out && r->overdue == 0))
		return;
	if (r->overdue > 0) {
		snprintf(text, sizeof text, _("%d d"), r->overdue);
		canvas_right(c, 0, 0, c->w - MARKS, lamp_role(r->lamp), text);
		canvas_pad(c, 0, c->w - MARKS, MARKS, lamp_role(r->lamp), age_marks(r->overdue));
	} else {
		issue_overdue_words(r, env->today, text, sizeof text);
		canvas_right(c, 0, 0, c->w, r->lamp == LAMP_YELLOW ? PAINT_LAMP_YELLOW : PAINT_DIM, text);
	}
}

static void
state_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	issue_state_words(r, v->own, sizeof v->own);
	value_coded(v, r->status, v->own);
	v->role = v->own[0] == '!' ? PAINT_ERROR : v->own[0] == '~' ? PAINT_PENDING : PAINT_NORMAL;
}

static void
evidence_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->evidence);
	v->role = PAINT_DIM;
}

static void
sample_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->sample);
}

/* Where there is little room goes first what the line below the list says of the row it is on: who is responsible,
 * then the date that the days overdue already tell, then the number. */
const struct column issue_columns[] = {
	{ "lamp",       N_("la"),       2, 0, 0,   LAMP_AT(issue_row, lamp),
	  .means = N_("by workdays to its deadline, returns and reopening") },
	{ "id",         N_("number"),   9, 0, 56,  TEXT_AT(issue_row, key.id) },
	{ "division",   N_("township"), 6, 1, 40,  WORKED_OUT(TYPE_TEXT, place_value), .most = 10 },
	{ "title",      N_("issue"),   26, 12, 0,  TEXT_AT(issue_row, title) },
	{ "resp_post",  N_("post"),    14, 1, 96,  WORKED_OUT(TYPE_TEXT, post_value), .most = 16 },
	{ "source",     N_("source"),  12, 1, 112, WORKED_OUT(TYPE_TEXT, source_value), .most = 16 },
	{ "pieces",     N_("evid"),     4, 0, 96,  WORKED_OUT(TYPE_COUNT, evidence_value),
	  .means = N_("pieces of evidence on it") },
	{ "deadline",   N_("due"),      5, 1, 72,  DAY_AT(issue_row, deadline), .most = 10 },
	{ "overdue",    N_("overdue"),  8, 0, 0,   WORKED_OUT(TYPE_DAYS, overdue_value), .picture = overdue_paint,
	  .means = N_("calendar days past its deadline") },
	{ "status",     N_("state"),    9, 2, 0,   WORKED_OUT(TYPE_TEXT, state_value), .most = 18 },
	{ "kind",       N_("kind"),     8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, kind_value) },
	{ "front",      N_("front"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, front_value) },
	{ "village",    N_("village"),  8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, village_value) },
	{ "institution", N_("institution"), 8, 0, LIST_HIDDEN, TEXT_AT(issue_row, institution) },
	{ "resp_unit",  N_("unit"),     8, 0, LIST_HIDDEN, TEXT_AT(issue_row, unit) },
	{ "sup_group",  N_("group"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, group_value) },
	{ "returned",   N_("times returned"), 3, 0, LIST_HIDDEN, COUNT_AT(issue_row, returned),
	  .means = N_("how often its rectification was sent back") },
	{ "reopened",   N_("reopened times"), 3, 0, LIST_HIDDEN, COUNT_AT(issue_row, reopened),
	  .means = N_("how often it was opened again after closing") },
	{ "escalation", N_("escalated"), 3, 0, LIST_HIDDEN, COUNT_AT(issue_row, escalation),
	  .means = N_("level it was escalated to") },
	{ "extensions", N_("extensions"), 3, 0, LIST_HIDDEN, COUNT_AT(issue_row, extensions),
	  .means = N_("extensions granted") },
	{ "detail",     N_("detail"),   8, 0, LIST_HIDDEN, TEXT_AT(issue_row, detail) },
	{ "measure",    N_("measure"),  8, 0, LIST_HIDDEN, TEXT_AT(issue_row, measure) },
	{ "last_note",  N_("last note"), 8, 0, LIST_HIDDEN, TEXT_AT(issue_row, note) },
	{ "sample",     N_("demonstration data"), 1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, sample_value),
	  .means = N_("1: made up for trying the console") },
	{ 0 }
};

/* ---- every row of a filter ----------------------------------------------------------- */

static const char *const orders[ISSUE_ORDERS] = {
	[ISSUES_BY_OVERDUE] = "overdue", [ISSUES_NEWEST] = "newest",
	[ISSUES_BY_TOWNSHIP] = "township", [ISSUES_BY_STATUS] = "status",
};

struct effect
issues_export(const struct issues_model *m)
{
	bool own = m->order != ISSUES_BY_OVERDUE;

	return fx_text(FX_EXPORT, "issues%s%s%s%s", m->filter_text[0] != '\0' ? " " : "", m->filter_text, own ? " sort="
	               : "",
	               own ? orders[m->order] : "");
}

/* By name, of the option or of sort=NAME behind the conditions, which goes; ISSUE_ORDERS: none; -1 with a sentence. */
static int
choose_order(char *words, const char *sort, char *error, size_t error_size)
{
	char *own = strstr(words, "sort=");

	if (own != NULL && (own == words || own[-1] == ' ')) {
		sort = sort != NULL && *sort != '\0' ? sort : own + strlen("sort=");
		*own = '\0';
	}
	if (sort == NULL || *sort == '\0')
		return ISSUE_ORDERS;
	for (int i = 0; i < ISSUE_ORDERS; i++)
		if (strcmp(orders[i], sort) == 0)
			return i;
	snprintf(error, error_size, "%s",
	         _("issues are sorted by: overdue newest township status; with --raw, all of them, by any field"));
	return -1;
}

/* Does a term already say which states: by name, or because only open issues are late? */
static bool
names_state(const struct filter *filter)
{
	for (int i = 0; i < filter->count; i++) {
		enum filter_field field = filter->terms[i].field;
		if (field == FILTER_STATUS || field == FILTER_OVERDUE || field == FILTER_LAMP ||
		    field == FILTER_LATENESS)
			return true;
	}
	return false;
}

/* Unlike the screen, a list leaves out nothing that the filter does not exclude. */
static int
add_all_states(struct filter *filter, char *error, size_t error_size)
{
	if (filter->count == FILTER_TERMS_MAX) {
		snprintf(error, error_size, _("too many conditions; at most %d"), FILTER_TERMS_MAX - 1);
		return -1;
	}
	filter->terms[filter->count++] = (struct filter_term){ .field = FILTER_STATUS, .cmp = FILTER_IS,
	                                                       .text = "all" };
	return 0;
}

/* `direction` -1 walks the newest order backwards: by number, like every other list.  Rows, -1. */
static long
walk(struct store *st, const struct issues *q, int direction, const struct list_wanted *wanted)
{
	enum { ROWS_AT_ONCE = 512 };
	struct issue_key at = direction > 0 ? issues_begin(q) : issues_end(q);
	struct issue_row *rows = calloc(ROWS_AT_ONCE, sizeof *rows);
	bool end = false, more = true;
	long all = 0;

	if (rows == NULL)
		abort();
	while (!end && more) {
		int n = issues_fetch(st, q, &at, direction, rows, ROWS_AT_ONCE, &end);
		for (int i = 0; i < n && more; i++)
			more = wanted->take(wanted->arg, &rows[i]);
		more = more && n >= 0;
		all = n < 0 ? -1 : all + n;
	}
	free(rows);
	return all;
}

static int
each(struct store *st, const struct env *env, const struct list_wanted *wanted, char *error, size_t error_size)
{
	struct issues_view view = { env->today, env->english, env->cal, env->rules };
	struct filter filter;
	struct issues q;
	char words[1024];
	int order;
	bool all, unsorted, filtered;
	long rows;

	snprintf(words, sizeof words, "%s", wanted->words);
	if ((order = choose_order(words, wanted->sort, error, error_size)) < 0 ||
	    filter_parse(&filter, words, error, (unsigned)error_size) != 0)
		return -1;
	unsorted = order == ISSUE_ORDERS;
	all = !wanted->on_screen;
	filtered = filter.count > 0;
	if (unsorted)
		order = all ? ISSUES_NEWEST : ISSUES_BY_OVERDUE;
	if (all && !names_state(&filter) && add_all_states(&filter, error, error_size) != 0)
		return -1;
	if (issues_resolve(&q, st, &filter, (enum issue_order)order, &view, error, error_size) != 0)
		return -1;
	rows = walk(st, &q, all && unsorted ? -1 : 1, wanted);
	if (rows < 0)
		snprintf(error, error_size, "%s", store_error(st));
	else if (rows == 0)
		issues_why_none(&q, filtered, error, error_size);
	return rows < 0 ? -1 : 0;
}

/* A word that was looked for in vain is named with where; else it is the conditions together. */
void
issues_why_none(const struct issues *q, bool filtered, char *out, size_t size)
{
	for (int i = 0; i < q->test_count; i++)
		if (q->tests[i].field == FILTER_WORD && q->tests[i].cmp == FILTER_IS) {
			snprintf(out, size,
			         _("\"%s\" names no place, state, source, post, group, front or kind, and no title or "
			           "number here has it"),
			         q->tests[i].text);
			return;
		}
	snprintf(out, size, "%s",
	         filtered ? _("no issue here is all that the filter asks for") : _("there is no open issue here"));
}

static const struct list_total totals[] = {
	{ TOTAL("OPEN",     N_("live"),        "",          PAINT_NORMAL) },
	{ TOTAL("OVERDUE",  N_("overdue"),     "逾期>0",    PAINT_LAMP_RED), .tab = true },
	{ TOTAL("DUE_SOON", N_("due soon"),    "时限:临期", PAINT_LAMP_YELLOW) },
	{ 0 }
};

/* As the screen counts what it lists. */
static int
count(struct store *st, const struct env *env, const char *text, long *n)
{
	struct issues_view view = { env->today, env->english, env->cal, env->rules };
	struct filter filter;
	struct issues *q = malloc(sizeof *q);
	char error[256];
	int rc = -1;

	if (q == NULL)
		abort();
	*n = 0;
	if (filter_parse(&filter, text, error, sizeof error) == 0 &&
	    issues_resolve(q, st, &filter, ISSUES_BY_OVERDUE, &view, error, sizeof error) == 0)
		rc = issues_count(st, q);
	*n = rc == 0 ? q->shown : 0;
	free(q);
	return rc;
}

const struct list_ops issues_list = {
	.noun = "issues", .about = N_("issues, by the filter of their screen"), .columns = issue_columns,
	.row_size = sizeof(struct issue_row), .id_at = offsetof(struct issue_row, key.id), .each = each,
	.totals = totals, .count = count,
};
