
#include "screens/figures/indicator.h"
#include "screens/kit/spark.h"
#include "screens/figures/standing_text.h"
#include "screens/kit/trend.h"
#include "screens/figures/verdict.h"

enum { NAME = 11, CELL = 9 };

/* ---- head and foot ------------------------------------------------------------------- */

static void
head_paint(const struct indicator_model *m, const struct env *env, struct canvas *c)
{
	const char *names[INDICATOR_PANES] = { _("table"), _("trend"), _("ranking") };
	const struct measure_indicator *ind = &m->ind;
	char text[FIGURE_TEXT];
	int x = 1;

	for (int i = 0; i < INDICATOR_PANES; i++)
		x += canvas_putf(c, 0, x, c->w - x, i == (int)m->pane ? PAINT_TAB_ACTIVE : PAINT_TAB,
		                 i == (int)m->pane ? "[%s]" : " %s ", names[i]);
	x += 1 + canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_TITLE, "%s", env->english ? ind->name_en : ind->name);
	if (ind->target != MEASURE_NONE) {
		indicator_number_text(ind->target, ind->unit, false, text);
		x += canvas_putf(c, 0, x, c->w - x, PAINT_PACE, _("  target %s"), text);
	}
	canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_DIM, "%s%s v%d  %s",
	            strcmp(ind->unit, "bp") == 0 ? "%" : unit_word(ind->unit),
	            ind->directed ? ind->up ? _(", more is better") : _(", less is better") : "", ind->version,
	            ind->clause);
	canvas_put(c, 1, 1, c->w - 2, PAINT_DIM, ind->definition);
}

/* What the cell under the cursor is. */
static void
foot_paint(const struct indicator_model *m, struct canvas *c, int y)
{
	const struct indicator_place *p = indicator_here(m);
	const struct measure *v = &p->cells[m->period].value;
	char value[FIGURE_TEXT], base[FIGURE_TEXT];
	int x = 1;

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	indicator_value_text(v, &m->ind, value);
	x += canvas_putf(c, y + 1, x, c->w - x, PAINT_TITLE, "%s %s %s", p->name, m->periods[m->period], value);
	if (v->state != MEASURE_KNOWN) {
		canvas_putf(c, y + 1, x + 2, c->w - x - 2, PAINT_WARN,
		            v->state == MEASURE_MISSING ? _("missing: %s") : _("broken: %s"), v->why);
	} else {
		count_text(v->base, base);
		if (v->base != MEASURE_NONE)
			x += canvas_putf(c, y + 1, x + 2, c->w - x - 2, PAINT_DIM, _("of %s"), base) + 2;
		x += canvas_put(c, y + 1, x + 2, c->w - x - 2, PAINT_DIM,
		                v->from == MEASURE_FIGURE ? _("reported")
		                : v->from == MEASURE_SUM ? _("sum of all townships") : _("worked out")) + 2;
		if (v->disputed)
			canvas_put(c, y + 1, x + 2, c->w - x - 2, PAINT_WARN, _("another figure says otherwise"));
	}
	canvas_put(c, y + 2, 1, c->w - 2, PAINT_HINT, _("h/l period  Tab table, trend, ranking  i source  w CSV"));
}

static enum paint_role
cell_role(const struct indicator_model *m, const struct env *env, const struct indicator_place *p, int i)
{
	const struct indicator_cell *cell = &p->cells[i];
	enum lamp lamp;

	if (cell->number == MEASURE_NONE || indicator_few(&cell->value, env))
		return PAINT_DIM;
	lamp = indicator_lamp(&m->ind, cell->number, i > 0 ? p->cells[i - 1].number : MEASURE_NONE, env);
	return lamp == LAMP_RED ? PAINT_LAMP_RED : lamp == LAMP_YELLOW ? PAINT_LAMP_YELLOW : PAINT_NORMAL;
}

/* ---- table ------------------------------------------------------------------------------- */

/* The first period that finds room, so that the one looked at does. */
static int
first_shown(const struct indicator_model *m, int w)
{
	int room = (w - NAME - 2) / CELL, first = SERIES - room;

	if (first < 0)
		return 0;
	return m->period < first ? m->period : first;
}

static void
table_paint(const struct indicator_model *m, const struct env *env, struct canvas *c)
{
	int first = first_shown(m, c->w), shown = indicator_rows(env);
	char text[FIGURE_TEXT];

	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 2, 2, NAME, PAINT_COLUMN_HEAD, _("where"));
	for (int i = first, x = NAME + 2; i < SERIES && x + CELL <= c->w; i++, x += CELL)
		canvas_right(c, 2, x, CELL - 1, i == m->period ? PAINT_SECTION : PAINT_COLUMN_HEAD, m->periods[i]);
	for (int row = 0; row < shown && m->top + row < m->count; row++) {
		int at = m->top + row, y = 3 + row;
		const struct indicator_place *p = &m->places[at];
		canvas_put(c, y, 0, 1, PAINT_NORMAL, at == m->cursor ? ">" : " ");
		canvas_pad(c, y, 2, NAME - 1, at == m->cursor ? PAINT_TITLE : at == 0 ? PAINT_SECTION : PAINT_NORMAL,
		           p->name);
		for (int i = first, x = NAME + 2; i < SERIES && x + CELL <= c->w; i++, x += CELL) {
			bool here = at == m->cursor && i == m->period;
			indicator_value_text(&p->cells[i].value, &m->ind, text);
			canvas_right(c, y, x, CELL - 1, here ? PAINT_SELECTED : cell_role(m, env, p, i), text);
			if (here)
				canvas_cursor(c, y, x);
		}
	}
}

/* ---- trend ----------------------------------------------------------------------------------- */

/* trend's labels have no context: what the numbers were divided by, and their unit. */
static int64_t label_by;
static const char *label_unit;

static void
label(int value, char out[16])
{
	char text[FIGURE_TEXT];

	indicator_number_text((int64_t)value * label_by, label_unit, false, text);
	snprintf(out, 16, "%.15s", text);
}

static void
trend_pane(const struct indicator_model *m, struct canvas *c)
{
	const struct indicator_place *p = indicator_here(m);
	int64_t numbers[SERIES];
	int values[SERIES], lo, hi, step = 1;
	char below[SERIES][12], text[24];
	struct trend t = { .values = values, .count = SERIES, .below = (const char (*)[12])below,
		.target_from = SPARK_NONE, .target_to = SPARK_NONE,
	                   .label = label, .role = PAINT_CHART };

	for (int i = 0; i < SERIES; i++) {
		numbers[i] = p->cells[i].number;
		indicator_period_text(m->periods[i], false, text);
		snprintf(below[i], sizeof below[i], "%.11s", text);
	}
	label_by = indicator_series(numbers, SERIES, values);
	label_unit = m->ind.unit;
	canvas_putf(c, 2, 1, c->w - 2, PAINT_SECTION, "%s", p->name);
	if (spark_range(values, SERIES, &lo, &hi) != 0) {
		canvas_put(c, 4, 2, c->w - 4, PAINT_DIM, _("No value in any of these periods; missing is not zero."));
		return;
	}
	if (m->ind.target != MEASURE_NONE)
		t.target_from = t.target_to = (int)(m->ind.target / label_by);
	while ((hi - lo) / step > 4)
		step *= 10;
	trend_bounds(&t, step);
	t.ticks = step;
	while ((t.hi - t.lo) / t.ticks > (c->h > 24 ? 8 : 5))
		t.ticks *= 2;
	trend_paint(c, 3, 0, c->h - 6, c->w, &t);
}

/* ---- ranking ------------------------------------------------------------------------------------ */

static void
ranking_paint(const struct indicator_model *m, const struct env *env, struct canvas *c)
{
	int shown = indicator_rows(env), spark = c->w >= 100 ? 26 : 13;
	char text[FIGURE_TEXT];

	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	if (!env->part)
		canvas_put(c, 2, 2, 4, PAINT_COLUMN_HEAD, _("rank"));
	canvas_put(c, 2, 7, NAME, PAINT_COLUMN_HEAD, _("township"));
	canvas_right(c, 2, 19, 13, PAINT_COLUMN_HEAD, m->periods[m->period]);
	canvas_put(c, 2, 33, 3, PAINT_COLUMN_HEAD, text_width(_("lamp")) <= 3 ? _("lamp") : "");
	canvas_right(c, 2, 37, 10, PAINT_COLUMN_HEAD, _("change"));
	canvas_put(c, 2, 49, spark, PAINT_COLUMN_HEAD, _("periods"));
	canvas_right(c, 2, 50 + spark, 10, PAINT_COLUMN_HEAD, _("rests on"));
	for (int row = 0; row < shown && m->top + row < m->count - 1; row++) {
		int at = m->top + row, y = 3 + row, values[SERIES];
		const struct indicator_place *p = &m->places[m->order[at]];
		const struct indicator_cell *cell = &p->cells[m->period];
		int64_t before = m->period > 0 ? p->cells[m->period - 1].number : MEASURE_NONE, numbers[SERIES];
		bool here = at == m->cursor, few = indicator_few(&cell->value, env);
		bool unranked = few || cell->number == MEASURE_NONE;
		enum paint_role role = here ? PAINT_SELECTED : unranked ? PAINT_DIM : PAINT_NORMAL;
		enum lamp lamp = unranked ? LAMP_GREY : indicator_lamp(&m->ind, cell->number, before, env);
		for (int i = 0; i < SERIES; i++)
			numbers[i] = p->cells[i].number;
		indicator_series(numbers, SERIES, values);
		canvas_fill(c, y, 0, 1, c->w, role, " ");
		canvas_put(c, y, 0, 1, role, here ? ">" : " ");
		if (!unranked && !env->part)
			canvas_putf(c, y, 2, 4, role, "%3d", at + 1);
		canvas_pad(c, y, 7, NAME, role, p->name);
		indicator_value_text(&cell->value, &m->ind, text);
		canvas_right(c, y, 19, 13, role, text);
		canvas_pad(c, y, 33, 3, here ? PAINT_SELECTED : lamp_role(lamp), _(lamp_word(lamp)));
		indicator_change_text(cell->number != MEASURE_NONE && before != MEASURE_NONE
		                      ? cell->number - before : MEASURE_NONE, m->ind.unit, text);
		canvas_right(c, y, 37, 10, role, text);
		spark_paint(c, y, 49, spark, values, SERIES, 0, 0, few ? PAINT_DIM : PAINT_CHART);
		count_text(cell->value.base, text);
		canvas_right(c, y, 50 + spark, 10, role, text);
		if (few)
			canvas_put(c, y, 61 + spark, c->w - 62 - spark, PAINT_DIM, _("few: not ranked"));
		if (here)
			canvas_cursor(c, y, 0);
	}
}

void
indicator_paint(const struct indicator_model *m, const struct env *env, struct canvas *c)
{
	head_paint(m, env, c);
	if (m->newest[0] == '\0')
		canvas_put(c, 4, 2, c->w - 4, PAINT_DIM, _("No value in any of these periods; missing is not zero."));
	else if (m->pane == INDICATOR_TREND)
		trend_pane(m, c);
	else if (m->pane == INDICATOR_RANKING)
		ranking_paint(m, env, c);
	else
		table_paint(m, env, c);
	foot_paint(m, c, c->h - 3);
}
