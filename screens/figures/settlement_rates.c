
#include "screens/figures/settlement.h"
#include "screens/work/tasks.h"
#include "screens/kit/trend.h"

enum { WIDE = 160, LAYERS_BELOW = 10 };

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

/* ---- head: what it is, where it stands ------------------------------------------------- */

static void
panes_paint(const struct settlement_model *m, struct canvas *c)
{
	const char *names[PANE_COUNT] = { _("rates"), _("layers") };
	int x = 1;

	for (int i = 0; i < PANE_COUNT; i++)
		x += canvas_putf(c, 0, x, c->w - x, i == (int)m->pane ? PAINT_TAB_ACTIVE : PAINT_TAB, i == (int)m->pane
		                 ? "[%s]" : " %s ", names[i]);
	if (m->slice_count == 0)
		return;
	x += 2 + canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_TITLE, "%s", m->slice_names[m->slice]);
	canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_DIM, _("= %s (m)  v%d"), m->indicator.known &&
	            m->indicator.definition[0] != '\0'
	            ? m->indicator.definition : _(rate_name(m->rate)), m->indicator.version);
}

/* The value, its change against the month before and the year before, the target. */
static void
standing_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	const struct settle_place *p = shown_place(m);
	int64_t v[SETTLE_MONTHS];
	struct rate_value now;
	char period[24], value[FIGURE_TEXT], month[FIGURE_TEXT] = "-", year[FIGURE_TEXT] = "-", part[FIGURE_TEXT],
	whole[FIGURE_TEXT], target[FIGURE_TEXT];
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
		x += canvas_putf(c, 1, x, c->w - x, PAINT_DIM, now.money ? _(" = %s/%s ×10k yuan") : " = %s/%s", part,
		                 whole);
	}
	if (m->view.newer[0] != '\0')
		x += canvas_putf(c, 1, x, c->w - x, PAINT_WARN, _("  %s: %d townships, the county's row lacks"),
		                 m->view.newer, m->view.newer_places);
	if (m->view.yearly)
		return;
	if (now.value != SETTLE_NONE && v[SETTLE_MONTHS - 2] != SETTLE_NONE) {
		if (m->rate == RATE_CASES) value_text(rational(now.value - v[SETTLE_MONTHS - 2], 1), "count", 1, true,
		                                      month);
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
	/* the 13th month only when it is there */
	int first = shown_place(m)->months[0].cases == SETTLE_NONE ? 1 : 0;
	struct trend t = { .values = values + first, .count = SETTLE_MONTHS - first,
	                   .below = (const char (*)[12])(below + first),
	                   .target_from = SPARK_NONE, .target_to = SPARK_NONE, .label = money ? share_label
	                   : cases_label, .role = PAINT_CHART };

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
		canvas_putf(c, y + 1, 2, w - 4, PAINT_DIM, _("No figures for this rate in these months; m shows "
		                                             "another one."));
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

/* ---- the pane -------------------------------------------------------------------------------------------- */

static void
foot_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int y, int shown)
{
	static const char *const sorts[SORT_KINDS] = { N_("worst first"), N_("best first"), N_("longest fall first"),
	                                               N_("by code") };
	int count = settlement_count(m);

	if (m->drill >= 0)
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("J/K next township  Esc back to all  i where a figure "
		                                            "comes from"));
	else if (!m->view.places_known)
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("No rows by township: the county's own are shown.  Enter "
		                                            "its layers  Tab panes  i source"));
	else
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("%d townships, rows %d-%d; under %d cases unranked  h/l "
		                                            "month  s %s"),
		            m->view.count - m->view.rest, m->top[PANE_RATES] + 1, m->top[PANE_RATES] + shown < count
		            ? m->top[PANE_RATES] + shown : count,
		            env->rules->fair_denominator, _(sorts[m->sort]));
}

void
settlement_rates_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	int chart = settlement_chart_rows(m, c->h), shown = settlement_rows(m, env), w = c->w >= WIDE ? 116 : c->w;
	struct canvas left = canvas_view(c, 0, 0, c->h, w), table;

	panes_paint(m, c);
	standing_paint(m, env, &left);
	if (!m->view.yearly)
		chart_of(m, env, &left, 2, chart - 2, w);
	table = canvas_view(&left, chart, 0, shown + 1, w);
	settlement_table_paint(m, env, &table, shown);
	foot_paint(m, env, c, c->h - 1, shown);
	if (layers_below(m))
		settlement_layers_of(m, &left, chart + 1 + shown, 0, c->h - chart - 2 - shown, w,
		                     m->cursor[PANE_RATES]);
	if (c->w >= WIDE && !layers_below(m))
		settlement_layers_of(m, c, 2, w + 2, c->h - 3, c->w - w - 2, m->slice);
}

/* ---- layers ------------------------------------------------------------------------------------------------- */

void
settlement_layers_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	int shown = settlement_rows(m, env);
	struct canvas table = canvas_view(c, 1, 0, shown + 1, c->w);

	panes_paint(m, c);
	settlement_table_paint(m, env, &table, shown);
	if (m->slice_count > 0)
		settlement_layers_of(m, c, 2 + shown, 0, c->h - 2 - shown, c->w, m->cursor[PANE_LAYERS]);
}
