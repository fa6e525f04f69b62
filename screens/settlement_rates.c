#include <stdio.h>
#include <string.h>

#include "screens/settlement.h"
#include "screens/tasks.h"
#include "screens/trend.h"

enum { NARROW = 100, WIDE = 160, LAYERS_BELOW = 10 };

/* ---- shared -------------------------------------------------------------------- */

int
settlement_chart_rows(const struct settlement_model *m, int h)
{
	int least, spare;

	if (m->view.yearly)
		return 2;
	least = h >= 40 ? 16 : h >= 30 ? 12 : 8;
	spare = h - 4 - settlement_count(m);      /* what the list leaves */
	spare = spare > 26 ? 26 : spare;
	return 2 + (spare > least ? spare : least);
}

/* A county without townships' rows has room for the layers of what the cursor is on. */
static bool
layers_below(const struct settlement_model *m)
{
	return m->drill < 0 && !m->view.places_known && m->view.yearly;
}

int
settlement_rows(const struct settlement_model *m, const struct env *env)
{
	int above, h = env->h;

	switch (m->pane) {
	case PANE_LAYERS: above = 2 + SETTLE_LAYERS + 6; break;
	default:          above = settlement_chart_rows(m, h) + 1 + 1 + (layers_below(m) ? LAYERS_BELOW : 0); break;
	}
	return h - above > 1 ? h - above : 1;
}

static const struct settle_place *
shown_place(const struct settlement_model *m)
{
	return m->drill >= 0 && m->drill < m->view.count ? &m->view.places[m->drill] : &m->view.county;
}

static void
denominator_text(const struct rate_value *v, int64_t precision, char out[FIGURE_TEXT])
{
	if (v->money)
		cost_text(v->whole, precision, out);
	else
		count_text(v->whole, out);
}

/* ---- head: what it is, where it stands ------------------------------------------------- */

static void
panes_paint(const struct settlement_model *m, struct canvas *c)
{
	const char *names[PANE_COUNT] = { _("rates"), _("layers") };
	int x = 1;

	for (int i = 0; i < PANE_COUNT; i++)
		x += canvas_putf(c, 0, x, c->w - x, i == (int)m->pane ? PAINT_TAB_ACTIVE : PAINT_TAB, i == (int)m->pane ? "[%s]" : " %s ", names[i]);
	if (m->slice_count == 0)
		return;
	x += 2 + canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_TITLE, "%s", m->slice_names[m->slice]);
	canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_DIM, _("= %s (m)  v%d"), m->indicator.known && m->indicator.definition[0] != '\0'
	            ? m->indicator.definition : _(rate_name(m->rate)), m->indicator.version);
}

/* The value, its change against the month before and the year before, the target. */
static void
standing_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	const struct settle_place *p = shown_place(m);
	int64_t v[SETTLE_MONTHS];
	struct rate_value now;
	char period[24], value[FIGURE_TEXT], month[FIGURE_TEXT] = "-", year[FIGURE_TEXT] = "-", part[FIGURE_TEXT], whole[FIGURE_TEXT], target[FIGURE_TEXT];
	int x = 1;

	settlement_series(m, env, p, v);
	settlement_read(m, env, &p->months[SETTLE_MONTHS - 1], &now);
	period_text(m->view.period, m->until[0] != '\0', period);
	settlement_value_text(m, now.value, value);
	x += canvas_putf(c, 1, x, c->w - x, PAINT_TITLE, "%s %s ", p->name, _(rate_name(m->rate)));
	x += canvas_putf(c, 1, x, c->w - x, m->until[0] != '\0' ? PAINT_BADGE : PAINT_NORMAL, "%s", period);
	x += canvas_putf(c, 1, x, c->w - x, now.few ? PAINT_DIM : PAINT_TITLE, " %s", value);
	if (m->rate != RATE_CASES && now.value != SETTLE_NONE) {
		if (now.money) {
			wan_text(now.part, p->months[SETTLE_MONTHS - 1].precision, part);
			cost_text(now.whole, p->months[SETTLE_MONTHS - 1].precision, whole);
		} else {
			count_text(now.part, part);
			count_text(now.whole, whole);
		}
		x += canvas_putf(c, 1, x, c->w - x, PAINT_DIM, now.money ? _(" = %s/%s wan yuan") : " = %s/%s", part, whole);
	}
	if (m->view.yearly)
		return;
	if (now.value != SETTLE_NONE && v[SETTLE_MONTHS - 2] != SETTLE_NONE) {
		if (m->rate == RATE_CASES) value_text(rational(now.value - v[SETTLE_MONTHS - 2], 1), "count", 1, true, month);
		else points_text(now.value - v[SETTLE_MONTHS - 2], month);
	}
	if (now.value != SETTLE_NONE && v[0] != SETTLE_NONE) {
		if (m->rate == RATE_CASES) value_text(rational(now.value - v[0], 1), "count", 1, true, year);
		else points_text(now.value - v[0], year);
	}
	x += canvas_putf(c, 1, x, c->w - x, PAINT_NORMAL, _("  m/m %s  y/y %s"), month, year);
	if (m->indicator.target != SETTLE_NONE && m->rate != RATE_CASES) {
		share_text(m->indicator.target, 1, target);
		canvas_putf(c, 1, x, c->w - x, PAINT_PACE, _("  target %s"), target);
	}
}

/* ---- chart ----------------------------------------------------------------------------------- */

static void
share_label(int value, char out[16])
{
	snprintf(out, 16, "%d.%d%%", value / 100, value % 100 / 10);
}

static void
cases_label(int value, char out[16])
{
	snprintf(out, 16, "%d", value);
}

static void
chart_of(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int h, int w)
{
	int values[SETTLE_MONTHS], lo, hi, step = 100;
	int64_t series[SETTLE_MONTHS];
	char below[SETTLE_MONTHS][12], text[24], period[8];
	bool money = m->rate != RATE_CASES;
	int first = shown_place(m)->months[0].cases == SETTLE_NONE ? 1 : 0;      /* the 13th month only when it is there */
	struct trend t = { .values = values + first, .count = SETTLE_MONTHS - first, .below = (const char (*)[12])(below + first),
	                   .target_from = SPARK_NONE, .target_to = SPARK_NONE, .label = money ? share_label : cases_label, .role = PAINT_CHART };

	settlement_series(m, env, shown_place(m), series);
	for (int i = 0; i < SETTLE_MONTHS; i++) {
		values[i] = series[i] == SETTLE_NONE || series[i] > 1000000000 ? SPARK_NONE : (int)series[i];
		month_format(m->view.month - SETTLE_MONTHS + 1 + i, period);
		period_text(period, false, text);
		snprintf(below[i], sizeof below[i], "%.11s", text);
	}
	if (money && m->indicator.target != SETTLE_NONE)
		t.target_from = t.target_to = (int)m->indicator.target;
	if (spark_range(t.values, t.count, &lo, &hi) != 0) {
		canvas_putf(c, y + 1, 2, w - 4, PAINT_DIM, _("No figures for this rate in these months; m shows another one."));
		return;
	}
	if (!money)
		for (step = 10; (hi - lo) / step > 4; step *= 10)
			;
	trend_bounds(&t, step);
	t.ticks = step;
	while ((t.hi - t.lo) / t.ticks > (h > 10 ? 8 : 5))
		t.ticks *= 2;
	trend_paint(c, y, 0, h, w, &t);
}

/* ---- table of townships ------------------------------------------------------------------------ */

static void
run_text(const struct settlement_model *m, const int64_t *series, char out[24])
{
	int run = run_of_months(series, SETTLE_MONTHS);

	if (series[SETTLE_MONTHS - 1] == SETTLE_NONE || series[SETTLE_MONTHS - 2] == SETTLE_NONE)
		snprintf(out, 24, "-");
	else if (run == 0)
		snprintf(out, 24, "%s", _("level"));
	else
		snprintf(out, 24, run > 0 ? _("down %dmo") : _("up %dmo"), run > 0 ? run : -run);
	(void)m;
}

static void
remark_text(const struct settlement_model *m, const struct settle_place *p, const struct rate_value *now, const int64_t *series, char *out, size_t size)
{
	char change[FIGURE_TEXT], gap[FIGURE_TEXT];
	int64_t by = now->value != SETTLE_NONE && series[SETTLE_MONTHS - 2] != SETTLE_NONE ? now->value - series[SETTLE_MONTHS - 2] : 0;
	bool worse = m->indicator.up ? by < 0 : by > 0;

	(void)p;
	*out = '\0';
	if (now->value == SETTLE_NONE) {
		snprintf(out, size, "%s", _("no record this month"));
	} else if (now->few) {
		snprintf(out, size, "%s", _("few cases: not ranked"));
	} else if (m->rate == RATE_CASES) {
		if (by != 0) {
			value_text(rational(by, 1), "count", 1, true, change);
			snprintf(out, size, _("on month %s"), change);
		}
	} else if (worse && m->rate == RATE_INSTANT) {
		points_text(-by, change);
		snprintf(out, size, _("-%s: explain"), change + 1);
	} else if (m->indicator.target != SETTLE_NONE && (m->indicator.up ? now->value < m->indicator.target : now->value > m->indicator.target)) {
		points_text(now->value - m->indicator.target, gap);
		snprintf(out, size, _("target %s"), gap);
	} else if (by != 0) {
		points_text(by, change);
		snprintf(out, size, _("on month %s"), change);
	}
}

struct rate_columns { int name, value, spark, whole, run, remark; };

static struct rate_columns
rate_columns_for(int w)
{
	struct rate_columns k = { .name = w >= NARROW ? 16 : 10, .value = 8, .spark = 13, .whole = 12, .run = 10 };

	k.remark = w - 4 - k.name - k.value - k.spark - k.whole - k.run - 10;
	return k;
}

static void
places_head(const struct settlement_model *m, struct canvas *c, int y, int w)
{
	struct rate_columns k = rate_columns_for(w);
	int x = 2;

	canvas_fill(c, y, 0, 1, w, PAINT_COLUMN_HEAD, " ");
	canvas_putf(c, y, x, k.name, PAINT_COLUMN_HEAD, _("township"));
	canvas_right(c, y, x += k.name + 1, k.value, PAINT_COLUMN_HEAD, _("month"));
	canvas_put(c, y, x += k.value + 2, k.spark, PAINT_COLUMN_HEAD, _("12 months"));
	canvas_right(c, y, x += k.spark + 1, k.whole, PAINT_COLUMN_HEAD, m->rate == RATE_CASES ? _("persons") : m->rate == RATE_INSTANT ? _("eligible") : _("total wan yuan"));
	canvas_put(c, y, x += k.whole + 1, 3, PAINT_COLUMN_HEAD, text_width(_("lamp")) <= 3 ? _("lamp") : "");
	canvas_put(c, y, x += 4, k.run, PAINT_COLUMN_HEAD, _("run"));
	canvas_put(c, y, x += k.run + 1, k.remark, PAINT_COLUMN_HEAD, _("remarks"));
}

static void
place_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int w, int row)
{
	const struct settle_place *p = &m->view.places[m->order[row]];
	const struct settle *now = &p->months[SETTLE_MONTHS - 1];
	struct rate_columns k = rate_columns_for(w);
	struct rate_value v;
	enum lamp lamp = settlement_lamp(m, env, p);
	int64_t series[SETTLE_MONTHS];
	int values[SETTLE_MONTHS], x = 2;
	bool here = row == m->cursor[PANE_RATES];
	enum paint_role role;
	char text[96];

	settlement_read(m, env, now, &v);
	settlement_series(m, env, p, series);
	for (int i = 0; i < SETTLE_MONTHS; i++)
		values[i] = series[i] == SETTLE_NONE || series[i] > 1000000000 ? SPARK_NONE : (int)series[i];
	role = here ? PAINT_SELECTED : v.few || v.value == SETTLE_NONE ? PAINT_DIM : PAINT_NORMAL;
	canvas_fill(c, y, 0, 1, w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_pad(c, y, x, k.name, role, p->name);
	settlement_value_text(m, v.value, text);
	canvas_right(c, y, x += k.name + 1, k.value, role, text);
	spark_paint(c, y, x += k.value + 2, 12, values + 1, SETTLE_MONTHS - 1, 0, 0, v.few ? PAINT_DIM : PAINT_CHART);
	if (m->rate == RATE_CASES)
		count_text(now->persons, text);
	else
		denominator_text(&v, now->precision, text);
	canvas_right(c, y, x += k.spark + 1, k.whole, role, text);
	canvas_pad(c, y, x += k.whole + 1, 3, here ? PAINT_SELECTED : lamp_role(lamp), _(lamp_word(lamp)));
	run_text(m, series, text);
	canvas_pad(c, y, x += 4, k.run, here ? PAINT_SELECTED : run_of_months(series, SETTLE_MONTHS) > 1 && m->indicator.up ? PAINT_WARN : role, text);
	remark_text(m, p, &v, series, text, sizeof text);
	canvas_pad(c, y, x += k.run + 1, k.remark, role, text);
	if (here)
		canvas_cursor(c, y, 0);
}

/* ---- one township's months ------------------------------------------------------------------------ */

static void
month_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int w, int row)
{
	const struct settle_place *p = shown_place(m);
	int at = SETTLE_MONTHS - 1 - row;
	const struct settle *s = &p->months[at];
	struct rate_value v, before = { SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, false, false };
	bool here = row == m->cursor[PANE_RATES];
	enum paint_role role;
	char period[8], text[24], value[FIGURE_TEXT], change[FIGURE_TEXT] = "-", whole[FIGURE_TEXT], total[FIGURE_TEXT], paid[FIGURE_TEXT], cases[FIGURE_TEXT];

	settlement_read(m, env, s, &v);
	if (at > 0)
		settlement_read(m, env, &p->months[at - 1], &before);
	role = here ? PAINT_SELECTED : v.few || v.value == SETTLE_NONE ? PAINT_DIM : PAINT_NORMAL;
	month_format(m->view.month - row, period);
	period_text(period, true, text);
	settlement_value_text(m, v.value, value);
	if (v.value != SETTLE_NONE && before.value != SETTLE_NONE) {
		if (m->rate == RATE_CASES) value_text(rational(v.value - before.value, 1), "count", 1, true, change);
		else points_text(v.value - before.value, change);
	}
	denominator_text(&v, s->precision, whole);
	cost_text(s->total, s->precision, total);
	wan_text(s->paid, s->precision, paid);
	count_text(s->cases, cases);
	canvas_fill(c, y, 0, 1, w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_put(c, y, 2, 10, role, text);
	canvas_right(c, y, 12, 8, role, value);
	canvas_right(c, y, 21, 7, role, change);
	canvas_right(c, y, 29, 12, role, whole);
	canvas_right(c, y, 42, 9, role, cases);
	canvas_right(c, y, 52, 12, role, total);
	canvas_right(c, y, 65, 12, role, paid);
	if (v.value == SETTLE_NONE && w > 90)
		canvas_put(c, y, 79, w - 79, PAINT_DIM, _("no record this month"));
	if (here)
		canvas_cursor(c, y, 0);
}

static void
months_head(const struct settlement_model *m, struct canvas *c, int y, int w)
{
	canvas_fill(c, y, 0, 1, w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 2, 10, PAINT_COLUMN_HEAD, _("period"));
	canvas_right(c, y, 12, 8, PAINT_COLUMN_HEAD, _("value"));
	canvas_right(c, y, 21, 7, PAINT_COLUMN_HEAD, _("change"));
	canvas_right(c, y, 29, 12, PAINT_COLUMN_HEAD, m->rate == RATE_CASES ? _("persons") : m->rate == RATE_INSTANT ? _("eligible") : _("total wan yuan"));
	canvas_right(c, y, 42, 9, PAINT_COLUMN_HEAD, _("cases"));
	canvas_right(c, y, 52, 12, PAINT_COLUMN_HEAD, _("cost wan yuan"));
	canvas_right(c, y, 65, 12, PAINT_COLUMN_HEAD, _("paid wan yuan"));
}

/* ---- a county with no townships' rows: its slices ------------------------------------------------------ */

static void
slices_head(struct canvas *c, int y, int w)
{
	canvas_fill(c, y, 0, 1, w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 2, 26, PAINT_COLUMN_HEAD, _("population, service, scope"));
	canvas_right(c, y, 28, 11, PAINT_COLUMN_HEAD, _("cases"));
	canvas_right(c, y, 40, 13, PAINT_COLUMN_HEAD, _("cost wan yuan"));
	canvas_right(c, y, 54, 13, PAINT_COLUMN_HEAD, _("paid wan yuan"));
	canvas_right(c, y, 68, 10, PAINT_COLUMN_HEAD, _("paid share"));
}

static void
slice_paint(const struct settlement_model *m, struct canvas *c, int y, int w, int i, bool here)
{
	const struct settle *s = &m->slice_values[i];
	enum paint_role role = here ? PAINT_SELECTED : i == m->slice ? PAINT_TITLE : PAINT_NORMAL;
	struct rate_value v;
	char text[FIGURE_TEXT];

	canvas_fill(c, y, 0, 1, w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : i == m->slice ? "*" : " ");
	canvas_put(c, y, 2, 26, role, m->slice_names[i]);
	count_text(s->cases, text);
	canvas_right(c, y, 28, 11, role, text);
	cost_text(s->total, s->precision, text);
	canvas_right(c, y, 40, 13, role, text);
	wan_text(s->paid, s->precision, text);
	canvas_right(c, y, 54, 13, role, text);
	rate_read(s, RATE_ACTUAL, 0, &v);
	share_text(v.value, 2, text);
	canvas_right(c, y, 68, 10, role, text);
	if (here)
		canvas_cursor(c, y, 0);
}

/* ---- the pane -------------------------------------------------------------------------------------------- */

static void
foot_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int shown)
{
	static const char *const sorts[SORT_KINDS] = { N_("worst first"), N_("best first"), N_("longest fall first"), N_("by code") };
	int count = settlement_count(m);

	if (m->drill >= 0)
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("J/K next township  Esc back to all  i where a figure comes from"));
	else if (!m->view.places_known)
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("No rows by township: the county's own are shown.  Enter its layers  Tab panes  i source"));
	else
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("%d townships, rows %d-%d; under %d cases unranked  h/l month  s %s"),
		            m->view.count, m->top[PANE_RATES] + 1, m->top[PANE_RATES] + shown < count ? m->top[PANE_RATES] + shown : count,
		            env->rules->fair_denominator, _(sorts[m->sort]));
}

static void
rows_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int shown, int w)
{
	int count = settlement_count(m), top = m->top[PANE_RATES];

	if (m->drill >= 0)
		months_head(m, c, y, w);
	else if (m->view.places_known)
		places_head(m, c, y, w);
	else
		slices_head(c, y, w);
	for (int i = 0; i < shown && top + i < count; i++) {
		if (m->drill >= 0)
			month_paint(m, env, c, y + 1 + i, w, top + i);
		else if (m->view.places_known)
			place_paint(m, env, c, y + 1 + i, w, top + i);
		else
			slice_paint(m, c, y + 1 + i, w, top + i, top + i == m->cursor[PANE_RATES]);
	}
}

void
settlement_rates_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	int chart = settlement_chart_rows(m, c->h), shown = settlement_rows(m, env), w = c->w >= WIDE ? 116 : c->w;
	struct canvas left = canvas_view(c, 0, 0, c->h, w);

	panes_paint(m, c);
	standing_paint(m, env, &left);
	if (!m->view.yearly)
		chart_of(m, env, &left, 2, chart - 2, w);
	rows_paint(m, env, &left, chart, shown, w);
	foot_paint(m, env, c, c->h - 1, shown);
	if (layers_below(m))
		settlement_layers_of(m, &left, chart + 1 + shown, 0, c->h - chart - 2 - shown, w, m->cursor[PANE_RATES]);
	if (c->w >= WIDE && !layers_below(m))
		settlement_layers_of(m, c, 2, w + 2, c->h - 3, c->w - w - 2, m->slice);
}

/* ---- layers ------------------------------------------------------------------------------------------------- */

void
settlement_layers_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	int shown = settlement_rows(m, env), top = m->top[PANE_LAYERS];

	panes_paint(m, c);
	slices_head(c, 1, c->w);
	for (int i = 0; i < shown && top + i < m->slice_count; i++)
		slice_paint(m, c, 2 + i, c->w, top + i, top + i == m->cursor[PANE_LAYERS]);
	if (m->slice_count > 0)
		settlement_layers_of(m, c, 2 + shown, 0, c->h - 2 - shown, c->w, m->cursor[PANE_LAYERS]);
}
