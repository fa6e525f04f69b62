/*
 * The tables of the settlement screen - townships, a township's months, the
 * county's slices - and `guatu list rates`: one set of columns.
 */

#include "screens/kit/list.h"
#include "screens/figures/settlement.h"
#include "screens/kit/spark.h"
#include "store/measure/measure.h"

struct row {
	const struct settlement_model *m;
	const struct settle_place *place;      /* NULL: a slice of the county */
	const struct settle *now, *before;     /* before: NULL unknown */
	const char *name;
	int  slice;
	char period[8], id[96];
};

#define ROW const struct row *r = row; const struct settlement_model *m = r->m; struct rate_value k; \
	settlement_read(m, env, r->now, &k); (void)k

/* ---- columns ----------------------------------------------------------------------------- */

/* "-" where there is nothing, not a blank. */
static void
figure(struct value *v, enum value_type type, int64_t n, const char *text)
{
	if (n == SETTLE_NONE) {
		value_coded(v, "", "-");
		return;
	}
	if (type == TYPE_SHARE)
		value_share(v, n);
	else if (type == TYPE_FEN)
		value_fen(v, n);
	else
		value_count(v, n);
	value_say(v, "%s", text);
}

static void
count(struct value *v, int64_t n)
{
	char text[FIGURE_TEXT];

	count_text(n, text);
	figure(v, TYPE_COUNT, n, text);
}

/* In wan yuan, which its head says; total cost to no more digits than were printed. */
static void
money(struct value *v, int64_t fen, const struct settle *s, bool cost)
{
	char text[FIGURE_TEXT];

	(cost ? cost_text : wan_text)(fen, s->precision, text);
	figure(v, TYPE_FEN, fen, text);
}

static void
rate_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];

	settlement_value_text(m, k.value, text);
	figure(v, m->rate == RATE_CASES ? TYPE_COUNT : TYPE_SHARE, k.value, text);
}

/* Against the month before; of a share in points. */
static int64_t
change_of(const struct row *r, const struct env *env, const struct rate_value *k, char text[FIGURE_TEXT])
{
	struct rate_value before = { .value = SETTLE_NONE };

	if (r->before != NULL)
		settlement_read(r->m, env, r->before, &before);
	if (k->value == SETTLE_NONE || before.value == SETTLE_NONE)
		return SETTLE_NONE;
	if (r->m->rate == RATE_CASES)
		value_text(rational(k->value - before.value, 1), "count", 1, true, text);
	else
		points_text(k->value - before.value, text);
	return k->value - before.value;
}

static void
change_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];
	int64_t by = change_of(r, env, &k, text);

	figure(v, m->rate == RATE_CASES ? TYPE_COUNT : TYPE_SHARE, by, text);
}

static void
whole_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (m->rate == RATE_CASES)
		count(v, r->now->persons);
	else if (k.money)
		money(v, k.whole, r->now, true);
	else
		count(v, k.whole);
}

static void
share_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];

	rate_read(r->now, RATE_ACTUAL, 0, &k);
	share_text(k.value, 2, text);
	figure(v, TYPE_SHARE, k.value, text);
}

static void
lamp_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (r->place != NULL)
		value_lamp(v, settlement_lamp(m, env, r->place));
}

static void
series_picture(const void *row, const struct env *env, struct canvas *cell, enum paint_role role)
{
	ROW;
	int values[SETTLE_MONTHS];
	int64_t series[SETTLE_MONTHS];

	(void)role;
	if (r->place == NULL)
		return;
	settlement_series(m, env, r->place, series);
	for (int i = 0; i < SETTLE_MONTHS; i++)
		values[i] = series[i] == SETTLE_NONE || series[i] > 1000000000 ? SPARK_NONE : (int)series[i];
	spark_paint(cell, 0, 0, SETTLE_MONTHS - 1, values + 1, SETTLE_MONTHS - 1, 0, 0, k.few ? PAINT_DIM :
	            PAINT_CHART);
}

/* How long it has been falling (> 0) or rising. */
static void
run_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	int64_t series[SETTLE_MONTHS];
	int run;

	if (r->place == NULL)
		return;
	settlement_series(m, env, r->place, series);
	run = run_of_months(series, SETTLE_MONTHS);
	if (series[SETTLE_MONTHS - 1] == SETTLE_NONE || series[SETTLE_MONTHS - 2] == SETTLE_NONE)
		value_coded(v, "", "-");
	else if (run == 0)
		value_coded(v, "0", _("level"));
	else
		value_wordf(v, run > 0 ? _("down %dmo") : _("up %dmo"), run > 0 ? run : -run);
	v->role = run > 1 && m->indicator.up ? PAINT_WARN : PAINT_NORMAL;
}

static void
remark_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];
	int64_t by = change_of(r, env, &k, text), target = m->indicator.target;
	bool changed = by != SETTLE_NONE && by != 0;

	if (k.value == SETTLE_NONE) {
		value_word(v, _("no record this month"));
	} else if (k.few) {
		value_word(v, _("few cases: not ranked"));
	} else if (r->place != NULL &&
	           settlement_explain_text(m, env, r->place, (int)(r->now - r->place->months), v->own,
	                                   sizeof v->own, &v->role)) {
		value_word(v, v->own);
	} else if (m->rate != RATE_CASES && target != SETTLE_NONE &&
	           (m->indicator.up ? k.value < target : k.value > target)) {
		points_text(k.value - target, text);
		value_wordf(v, _("target %s"), text);
	} else if (changed) {
		value_wordf(v, _("on month %s"), text);
	}
}

static void
period_value(const void *row, const struct env *env, struct value *v)
{
	char text[24];

	ROW;
	(void)m;
	period_text(r->period, true, text);
	value_wordf(v, "%s", text);
	v->code = r->period;
}

/* Of the row and nothing else. */
#define SAYS(name, said) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		(void)m; \
		said; \
	}
SAYS(name, value_word(v, r->name))
SAYS(cases, count(v, r->now->cases))
SAYS(total, money(v, r->now->total, r->now, true))
SAYS(paid, money(v, r->now->paid, r->now, false))
SAYS(division, value_word(v, r->place != NULL ? r->place->code : m->view.county.code))
SAYS(few, value_count(v, k.few))
SAYS(kind, value_coded(v, rate_indicator(m->rate), _(rate_name(m->rate))))
SAYS(slice, value_coded(v, m->slice_codes[r->slice], m->slice_names[r->slice]))

enum { WHOLE = 3 };                    /* of both tables: its head goes by the rate */
static const struct column place_columns[] = {
	{ "place",    N_("township"),        8, 1, 0, WORKED_OUT(TYPE_TEXT, name_value),
	  OF_RECORDS(KIND_DIVISION), .most = 16 },
	{ "value",    N_("month"),           8, 0, 0, WORKED_OUT(TYPE_NUMBER, rate_value),
	  .means = N_("the rate of the month") },
	{ "series",   N_("12 months"),      13, 0, 0, PICTURE(series_picture) },
	{ "whole",    N_("out of how many"), 12, 0, 0, WORKED_OUT(TYPE_NUMBER, whole_value),
	  .means = N_("what the rate is of") },
	{ "lamp",     N_("L"),               2, 0, 0, WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("the rate against its target, and against the month before") },
	{ "run",      N_("run"),            10, 0, 0, WORKED_OUT(TYPE_TEXT, run_value) },
	{ "remark",   N_("remarks"),         18, 2, 0,   WORKED_OUT(TYPE_TEXT, remark_value) },
	{ "period",   N_("period"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, period_value) },
	{ "change",   N_("change"),          7, 0, LIST_HIDDEN, WORKED_OUT(TYPE_NUMBER, change_value),
	  .means = N_("against the month before") },
	{ "cases",    N_("cases"),           9, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, cases_value),
	  .means = N_("settled in the period, as handed in") },
	{ "total",    N_("cost 10k yuan"),  12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_FEN, total_value),
	  .means = N_("all costs of those") },
	{ "paid",     N_("paid 10k yuan"),  12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_FEN, paid_value),
	  .means = N_("by all layers together") },
	{ "share",    N_("paid share"),     10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, share_value),
	  .means = N_("paid of all costs") },
	{ "few",      N_("few cases"),       1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, few_value),
	  .means = N_("1: fewer cases than count for a rank") },
	{ "rate",     N_("rate"),            8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, kind_value) },
	{ "slice",    N_("population, service, scope"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, slice_value) },
	{ "division", N_("division code"),  12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value) },
	{ 0 }
};
static const struct column month_columns[] = {
	{ "period",   N_("period"),         10, 0, 0, WORKED_OUT(TYPE_TEXT, period_value) },
	{ "value",    N_("value"),           8, 0, 0, WORKED_OUT(TYPE_NUMBER, rate_value),
	  .means = N_("the rate of this slice in the period") },
	{ "change",   N_("change"),          7, 0, 0, WORKED_OUT(TYPE_NUMBER, change_value),
	  .means = N_("against the period before") },
	{ "whole",    N_("out of how many"), 11, 0, 0, WORKED_OUT(TYPE_NUMBER, whole_value),
	  .means = N_("what the rate is of") },
	{ "cases",    N_("cases"),           9, 0, 0, WORKED_OUT(TYPE_COUNT, cases_value),
	  .means = N_("settled in the period, as handed in") },
	{ "total",    N_("cost 10k yuan"),  12, 0, 0, WORKED_OUT(TYPE_FEN, total_value),
	  .means = N_("all costs of those") },
	{ "paid",     N_("paid 10k yuan"),  12, 0, 0, WORKED_OUT(TYPE_FEN, paid_value),
	  .means = N_("by all layers together") },
	{ "remark",   N_("remarks"),         8, 1, 91, WORKED_OUT(TYPE_TEXT, remark_value) },
	{ 0 }
};
static const struct column slice_columns[] = {
	{ "slice",    N_("population, service, scope"), 26, 0, 0, WORKED_OUT(TYPE_TEXT, name_value) },
	{ "cases",    N_("cases"),          11, 0, 0, WORKED_OUT(TYPE_COUNT, cases_value),
	  .means = N_("settled in the period, as handed in") },
	{ "total",    N_("cost 10k yuan"),  13, 0, 0, WORKED_OUT(TYPE_FEN, total_value),
	  .means = N_("all costs of those") },
	{ "paid",     N_("paid 10k yuan"),  13, 0, 0, WORKED_OUT(TYPE_FEN, paid_value),
	  .means = N_("by all layers together") },
	{ "share",    N_("paid share"),     10, 0, 0, WORKED_OUT(TYPE_SHARE, share_value),
	  .means = N_("paid of all costs") },
	{ 0 }
};

/* ---- rows -------------------------------------------------------------------------------- */

/* What the `i`th row of the table in sight is of. */
static struct row
row_of(const struct settlement_model *m, int i)
{
	struct row r = { .m = m, .slice = settlement_slices(m) ? i : m->slice };
	int at = SETTLE_MONTHS - 1 - (m->drill >= 0 ? i : 0);

	snprintf(r.period, sizeof r.period, "%s", m->view.period);
	if (settlement_slices(m)) {
		r.now = &m->slice_values[i];
		r.name = m->slice_names[i];
	} else {
		r.place = &m->view.places[m->drill >= 0 ? m->drill : m->order[i]];
		r.now = &r.place->months[at];
		r.before = at > 0 ? &r.place->months[at - 1] : NULL;
		r.name = r.place->name;
		if (m->drill >= 0 && !m->view.yearly)
			month_format(m->view.month - i, r.period);
	}
	snprintf(r.id, sizeof r.id, "%s %s %d %s", r.place != NULL ? r.place->code : "", r.period, at,
	         m->slice_codes[r.slice]);
	return r;
}

static enum paint_role
role_of(const struct row *r, const struct env *env)
{
	struct rate_value k;

	if (r->place == NULL)
		return r->slice == r->m->slice ? PAINT_TITLE : PAINT_NORMAL;
	settlement_read(r->m, env, r->now, &k);
	return k.few || k.value == SETTLE_NONE ? PAINT_DIM : PAINT_NORMAL;
}

/* The columns with the rate's own head. */
static void
name_columns(const struct settlement_model *m, const struct column *columns, struct column *out)
{
	int n = 0;

	while (columns[n].name != NULL)
		n++;
	memcpy(out, columns, sizeof *columns * (size_t)(n + 1));
	if (columns != slice_columns)
		out[WHOLE].title = m->rate == RATE_CASES ? N_("persons") : m->rate == RATE_INSTANT ? N_("eligible") :
			N_("total 10k yuan");
}

void
settlement_table_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int shown)
{
	const struct column *columns = settlement_slices(m) ? slice_columns : m->drill >= 0 ? month_columns :
		place_columns;
	struct column named[LIST_COLUMNS];
	struct table_layout k;
	int count = settlement_count(m), top = m->top[m->pane];

	name_columns(m, columns, named);
	table_lay_out(named, c->w, &k);
	table_head_paint(named, &k, TABLE_UNSORTED, c, 0);
	for (int i = 0; i < shown && top + i < count; i++) {
		struct row r = row_of(m, top + i);
		bool here = top + i == m->cursor[m->pane];
		enum paint_role role = here ? PAINT_SELECTED : role_of(&r, env);
		canvas_fill(c, 1 + i, 0, 1, c->w, role, " ");
		canvas_put(c, 1 + i, 0, 1, role, here ? ">" : r.place == NULL && r.slice == m->slice ? "*" : " ");
		table_row_paint(named, &k, &r, env, c, 1 + i, role, here);
		if (here)
			canvas_cursor(c, 1 + i, 0);
	}
}

/* ---- as a list ------------------------------------------------------------------------------ */

struct data { struct settlement_model m; struct row *rows; struct column columns[LIST_COLUMNS]; };

/* What the screen shows now, for its file. */
struct effect
settlement_export(const struct settlement_model *m)
{
	const char *sort = m->sort == SORT_BEST ? m->indicator.up ? " sort=-value" : " sort=value" :
		m->sort == SORT_CODE ? " sort=division" : "";
	bool drilled = !settlement_slices(m) && m->drill >= 0, back = m->until[0] != '\0';

	if (m->slice_count == 0)
		return fx_text(FX_EXPORT, "rates");
	return fx_text(FX_EXPORT, "rates rate=%s slice=%s%s%s%s%s%s", rate_indicator(m->rate), m->slice_codes[m->slice],
	               back ? " period=" : "", back ? m->view.period : "", drilled ? " division=" : "",
	               drilled ? m->view.places[m->drill].code : "", drilled ? "" : sort);
}

/* False when there is no such rate; the list then says so. */
static bool
take_rate(struct list *l, struct settlement_model *m)
{
	const char *asked = list_take(l, "rate");

	m->started = *asked != '\0';
	for (int r = 0; r < RATE_COUNT; r++)
		if (*asked == '\0' || strcmp(asked, rate_indicator((enum rate)r)) == 0 ||
		    strcmp(asked, _(rate_name((enum rate)r))) == 0) {
			m->rate = (enum rate)r;
			return true;
		}
	return list_refuse(l, _("rate=%s: give instant_rate, actual_bp, scope_bp, burden_bp or cases"), asked) != 0;
}

static bool
take_slice(struct list *l, struct settlement_model *m)
{
	const char *asked = list_take(l, "slice");

	m->slice = 0;
	for (int i = 0; i < m->slice_count && *asked != '\0'; i++)
		if (strcmp(asked, m->slice_codes[i]) == 0 || strcmp(asked, m->slice_names[i]) == 0) {
			m->slice = i;
			return true;
		}
	return *asked == '\0' || list_refuse(l, _("slice=%s: there is none; Tab on the settlement screen shows them"),
	                                     asked) != 0;
}

/* A township's months, when one is asked for. */
static bool
take_division(struct list *l, struct settlement_model *m)
{
	const char *asked = list_take(l, "division");

	for (int i = 0; i < m->view.count && *asked != '\0'; i++)
		if (strcmp(asked, m->view.places[i].code) == 0 || strcmp(asked, m->view.places[i].name) == 0) {
			m->drill = i;
			return true;
		}
	return *asked == '\0' || list_refuse(l, _("%s is unknown; `guatu list townships' lists the places"),
	                                     asked) != 0;
}

/* A month is asked for by its name, and another is no answer.  A year is one of a slice that has years. */
static bool
take_period(struct list *l, struct settlement_model *m)
{
	const char *asked = list_take(l, "period");
	int32_t first, last;

	m->until[0] = '\0';
	if (*asked == '\0')
		return true;
	if (!measure_period_days(asked, &first, &last))
		return list_refuse(l, _("period=%s: give a month (2020-05) or a year (2018)"), asked) != 0;
	snprintf(m->until, sizeof m->until, "%s", asked);
	return true;
}

/* Are the figures of the period that was asked for?  Else the list says which there are. */
static bool
has_period(struct list *l, struct store *st, const struct settlement_model *m)
{
	char there[160];

	if (m->until[0] == '\0' || strcmp(m->view.period, m->until) == 0)
		return true;
	if (strcmp(m->view.newer, m->until) == 0)
		return list_none(l, _("period=%s: %d townships have rows and the county itself none; its row (合计) "
		                      "has the code %s"), m->until, m->view.newer_places, m->view.county.code) != 0;
	if (settle_periods(st, m->view.county.code, &m->slices[m->slice], there, sizeof there) != 0)
		return false;
	return list_none(l, _("period=%s: there are no figures of it; newest first there are: %s"), m->until,
	                 there[0] != '\0' ? there : "-") != 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct data *d = l->data;
	int count;

	d->m.drill = -1;
	if (!take_period(l, &d->m))
		return 0;
	if (!take_rate(l, &d->m))
		return 0;
	if (settlement_read_slices(&d->m, st, env) != 0)
		return -1;
	if (!take_slice(l, &d->m))
		return 0;
	if (settlement_load(&d->m, st, env) != 0)
		return -1;
	if (d->m.slice_count == 0 || !has_period(l, st, &d->m) || !take_division(l, &d->m))
		return 0;
	count = settlement_count(&d->m);
	free(d->rows);
	if ((d->rows = calloc((size_t)count + 1, sizeof *d->rows)) == NULL)
		abort();
	for (int i = 0; i < count; i++)
		d->rows[i] = row_of(&d->m, i);
	name_columns(&d->m, place_columns, d->columns);
	l->columns = d->columns;
	list_rows(l, d->rows, count);
	return 0;
}

static void
clear(void *data)
{
	struct data *d = data;

	settlement_clear(&d->m);
	free(d->rows);
}

const struct list_ops rates_list = {
	.noun = "rates",
	.about = N_("rates of settlement by township, worst first: rate=instant_rate period=2020-05 slice=CODE "
	            "division=TOWNSHIP"),
	.columns = place_columns,
	.script = "division,place,period,rate,slice,value,whole,change,lamp,run,remark,cases,total,paid,share,few",
	.row_size = sizeof(struct row), .data_size = sizeof(struct data), .id_at = offsetof(struct row, id),
	.rows = rows, .clear = clear,
	.empty = N_("No settlement figures of the county yet: its own row, the sum of its townships. They are imported "
	            "at the hub (guatu-hub import settlement FILE) or come with the county's pack; r asks the hub."),
};
