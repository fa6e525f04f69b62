/*
 * The catalogue of indicators by area: the county's newest value of each, its
 * target and lamp, how it moved, the last twelve periods with gaps where they
 * are missing, and how many rules that failed name it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/indicators.h"
#include "screens/match.h"
#include "screens/siblings.h"
#include "screens/spark.h"
#include "screens/standing_text.h"
#include "screens/verdict.h"
#include "store/checks.h"

enum { HEAD_ROWS = 2, DETAIL = 4, SPARK = 12 };

struct catalogue_row {
	struct measure_indicator ind;
	char    area[64];                  /* its name; "" of none */
	char    period[8];                 /* newest; "" never known */
	struct measure value;
	int64_t number, before;            /* in the unit */
	int     series[SERIES];
	int     alerts;
};

struct catalogue_model {
	bool   started, keep;
	struct catalogue_row *rows;
	int    count;
	int   *lines;                      /* row, or ~row for the heading of its area */
	int    line_count;
	int    cursor, top;                /* line */
	char   held[64];
	struct measure_why why;            /* of the row under the cursor */
	int    known, missing, alerts;
};

/* ---- loading ------------------------------------------------------------------------ */

static void
read_row(struct catalogue_row *r, struct measures *ms, const char *county)
{
	char periods[SERIES][8];
	int64_t values[SERIES];

	r->number = r->before = MEASURE_NONE;
	measure_latest(ms, r->ind.id, county, "", r->period);
	for (int i = 0; i < SERIES; i++)
		values[i] = MEASURE_NONE;
	indicator_periods(r->period, periods);
	for (int i = r->period[0] != '\0' ? 0 : SERIES - 1; i < SERIES; i++) {
		struct measure_at at = { county, periods[i], "" };
		measure_indicator(ms, r->ind.id, &at, &r->value);
		values[i] = measure_whole(&r->value);
	}
	r->number = values[SERIES - 1];
	r->before = values[SERIES - 2];
	indicator_series(values, SERIES, r->series);
}

static int
read_rows(struct catalogue_model *m, struct store *st, struct measures *ms, const struct env *env)
{
	const struct measure_indicator *all;
	int count = measures_indicators(ms, &all), *alerts = calloc((size_t)count + 1, sizeof *alerts), rc;
	struct checks checks = { .count = 0 };

	free(m->rows);
	m->rows = calloc((size_t)count + 1, sizeof *m->rows);
	m->count = m->rows != NULL && alerts != NULL ? count : 0;
	m->known = m->missing = m->alerts = 0;
	rc = checks_rules(ms, st, env->english, &checks);
	if (rc == 0 && alerts != NULL)
		checks_alerts(&checks, ms, alerts);
	for (int i = 0; i < m->count && rc == 0; i++) {
		struct catalogue_row *r = &m->rows[i];
		r->ind = all[i];
		if (r->ind.area[0] != '\0')
			store_term(st, "indicator_area", r->ind.area, env->english, r->area, sizeof r->area);
		read_row(r, ms, env->county);
		r->alerts = alerts[i];
		m->known += r->value.state == MEASURE_KNOWN;
		m->missing += r->value.state != MEASURE_KNOWN;
		m->alerts += r->alerts > 0;
	}
	checks_clear(&checks);
	free(alerts);
	return rc;
}

/* Areas in the order they first appear, each under its heading. */
static int
build_lines(struct catalogue_model *m)
{
	free(m->lines);
	m->line_count = 0;
	m->lines = calloc((size_t)m->count * 2 + 1, sizeof *m->lines);
	if (m->lines == NULL)
		return -1;
	for (int i = 0; i < m->count; i++) {
		bool begun = false;
		for (int k = 0; k < i && !begun; k++)
			begun = strcmp(m->rows[k].ind.area, m->rows[i].ind.area) == 0;
		if (begun)
			continue;
		m->lines[m->line_count++] = ~i;
		for (int k = i; k < m->count; k++)
			if (strcmp(m->rows[k].ind.area, m->rows[i].ind.area) == 0)
				m->lines[m->line_count++] = k;
	}
	return 0;
}

static struct catalogue_row *
row_here(const struct catalogue_model *m)
{
	return m->cursor < m->line_count && m->lines[m->cursor] >= 0 ? &m->rows[m->lines[m->cursor]] : NULL;
}

static void
find_held(struct catalogue_model *m)
{
	for (int i = 0; i < m->line_count; i++)
		if (m->lines[i] >= 0 && strcmp(m->rows[m->lines[i]].ind.id, m->held) == 0)
			m->cursor = i;
	if (m->cursor >= m->line_count)
		m->cursor = m->line_count - 1;
	if (m->cursor < 0 || (m->line_count > 0 && m->lines[m->cursor] < 0))
		m->cursor++;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct catalogue_model *m = model;
	struct measures *ms = measures_open(st, env->county, env->today);
	const struct catalogue_row *r;
	int rc = ms == NULL ? -1 : 0;

	if (rc == 0 && !m->keep) {
		if ((r = row_here(m)) != NULL)
			snprintf(m->held, sizeof m->held, "%s", r->ind.id);
		rc = read_rows(m, st, ms, env) != 0 || build_lines(m) != 0 ? -1 : 0;
		if (rc == 0)
			find_held(m);
	}
	m->keep = false;
	if (rc == 0 && (r = row_here(m)) != NULL) {
		struct measure_at at = { env->county, r->period, "" };
		measure_explain(ms, r->ind.id, &at, env->english, &m->why);
	}
	measures_close(ms);
	return rc;
}

static void
unload(void *model)
{
	struct catalogue_model *m = model;

	free(m->rows);
	free(m->lines);
}

/* ---- acting -------------------------------------------------------------------------- */

static int
rows_shown(const struct env *env)
{
	int n = env->h - HEAD_ROWS - DETAIL;

	return n > 1 ? n : 1;
}

static struct effect
go_to(struct catalogue_model *m, const struct env *env, int at, int step)
{
	int shown = rows_shown(env), low;

	at = at >= m->line_count ? m->line_count - 1 : at < 0 ? 0 : at;
	while (at > 0 && at < m->line_count - 1 && m->lines[at] < 0)
		at += step < 0 ? -1 : 1;
	if (at < m->line_count && at >= 0 && m->lines[at] < 0)
		at++;
	m->cursor = at < 0 ? 0 : at;
	low = m->cursor > 0 && m->lines[m->cursor - 1] < 0 ? m->cursor - 1 : m->cursor;
	m->top = low < m->top ? low : m->cursor >= m->top + shown ? m->cursor - shown + 1 : m->top;
	m->keep = true;
	return fx(FX_LOAD);
}

static struct effect
copy(const struct catalogue_row *r, const struct env *env)
{
	char value[FIGURE_TEXT];

	indicator_value_text(&r->value, r->ind.unit, value);
	return fx_text(FX_COPY, "%s %s %s %s", env->county_name, env->english ? r->ind.name_en : r->ind.name, r->period, value);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct catalogue_model *m = model;
	const struct catalogue_row *r = row_here(m);
	int page = rows_shown(env);

	switch (act) {
	case ACT_DOWN: case ACT_NEXT_SIBLING: return go_to(m, env, m->cursor + 1, 1);
	case ACT_UP: case ACT_PREV_SIBLING:   return go_to(m, env, m->cursor - 1, -1);
	case ACT_PAGE_DOWN: return go_to(m, env, m->cursor + page, 1);
	case ACT_PAGE_UP:   return go_to(m, env, m->cursor - page, -1);
	case ACT_TOP:       return go_to(m, env, 0, 1);
	case ACT_BOTTOM:    return go_to(m, env, m->line_count - 1, -1);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "measures");
	case ACT_OPEN: case ACT_LINEAGE: case ACT_COPY:
		if (r == NULL)
			return fx_text(FX_REFUSE, "%s", _("the pack defines no indicators"));
		return act == ACT_OPEN ? fx_open(SCREEN_INDICATOR, "%s", r->ind.id) : act == ACT_COPY ? copy(r, env) :
		       indicator_lineage(&r->ind, &m->why, env->county_name, r->period, env->english);
	default:            return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct catalogue_model *m = model;
	int count = m->line_count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		if (m->lines[i] < 0)
			continue;
		const struct measure_indicator *ind = &m->rows[m->lines[i]].ind;
		if (text_matches(ind->name, needle) || text_matches(ind->name_en, needle) || text_matches(ind->id, needle))
			return go_to(m, env, i, 1);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting -------------------------------------------------------------------------- */

struct columns { int name, value, target, lamp, change, spark, period, alerts, clause; };

static struct columns
columns_for(int w, bool english)
{
	struct columns k = { .value = 12, .target = 8, .lamp = 3, .change = 9, .spark = SPARK, .period = 7, .alerts = 4 };

	k.clause = w >= 100 ? 14 : 0;
	k.name = w - 2 - k.value - k.target - k.lamp - k.change - k.spark - k.period - k.alerts - 7 - (k.clause > 0 ? k.clause + 1 : 0);
	(void)english;
	return k;
}

static void
heads_paint(struct canvas *c, const struct env *env)
{
	struct columns k = columns_for(c->w, env->english);
	int x = 2;

	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 1, x, k.name, PAINT_COLUMN_HEAD, _("indicator"));
	canvas_right(c, 1, x += k.name + 1, k.value, PAINT_COLUMN_HEAD, _("value"));
	canvas_right(c, 1, x += k.value + 1, k.target, PAINT_COLUMN_HEAD, _("target"));
	canvas_put(c, 1, x += k.target + 1, k.lamp, PAINT_COLUMN_HEAD, text_width(_("lamp")) <= k.lamp ? _("lamp") : "");
	canvas_right(c, 1, x += k.lamp + 1, k.change, PAINT_COLUMN_HEAD, _("change"));
	canvas_put(c, 1, x += k.change + 1, k.spark, PAINT_COLUMN_HEAD, _("12 periods"));
	canvas_put(c, 1, x += k.spark + 1, k.period, PAINT_COLUMN_HEAD, _("newest"));
	canvas_right(c, 1, x += k.period + 1, k.alerts, PAINT_COLUMN_HEAD, _("alerts"));
	if (k.clause > 0)
		canvas_put(c, 1, x + k.alerts + 1, k.clause, PAINT_COLUMN_HEAD, _("clause"));
}

static void
row_paint(const struct catalogue_model *m, const struct env *env, struct canvas *c, int y, int line)
{
	const struct catalogue_row *r = &m->rows[m->lines[line]];
	struct columns k = columns_for(c->w, env->english);
	bool here = line == m->cursor, few = indicator_few(&r->value, env);
	enum lamp lamp = few ? LAMP_GREY : indicator_lamp(&r->ind, r->number, r->before, env);
	enum paint_role role = here ? PAINT_SELECTED : r->value.state != MEASURE_KNOWN || few ? PAINT_DIM : PAINT_NORMAL;
	char text[FIGURE_TEXT];
	int x = 2;

	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_pad(c, y, x, k.name, role, env->english ? r->ind.name_en : r->ind.name);
	indicator_value_text(&r->value, r->ind.unit, text);
	canvas_right(c, y, x += k.name + 1, k.value, role, text);
	indicator_number_text(r->ind.target, r->ind.unit, false, text);
	canvas_right(c, y, x += k.value + 1, k.target, role, r->ind.target == MEASURE_NONE ? "" : text);
	canvas_pad(c, y, x += k.target + 1, k.lamp, here ? PAINT_SELECTED : lamp_role(lamp), _(lamp_word(lamp)));
	indicator_change_text(r->number != MEASURE_NONE && r->before != MEASURE_NONE ? r->number - r->before : MEASURE_NONE, r->ind.unit, text);
	canvas_right(c, y, x += k.lamp + 1, k.change, role, text);
	spark_paint(c, y, x += k.change + 1, SPARK, r->series + SERIES - SPARK, SPARK, 0, 0, few ? PAINT_DIM : PAINT_CHART);
	canvas_pad(c, y, x += k.spark + 1, k.period, role, r->period[0] != '\0' ? r->period : "-");
	snprintf(text, sizeof text, "%d", r->alerts);
	canvas_right(c, y, x += k.period + 1, k.alerts, here ? PAINT_SELECTED : PAINT_WARN, r->alerts > 0 ? text : "");
	if (k.clause > 0)
		canvas_pad(c, y, x + k.alerts + 1, k.clause, here ? PAINT_SELECTED : PAINT_DIM, r->ind.clause);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
detail_paint(const struct catalogue_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct catalogue_row *r = row_here(m);
	int used;

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (r == NULL)
		return;
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s ", r->ind.id, strcmp(r->ind.unit, "bp") == 0 ? "%" : unit_word(r->ind.unit));
	if (r->value.state != MEASURE_KNOWN)
		used = canvas_putf(c, y + 1, 1, c->w - 2, PAINT_WARN, r->value.state == MEASURE_MISSING ? _("missing: %s") : _("broken: %s"), r->value.why) > 0;
	else
		used = canvas_putf(c, y + 1, 1, c->w - 2, PAINT_DIM, "%s%s%s", r->ind.formula[0] != '\0' ? "= " : _("reported"), r->ind.formula,
		                   r->value.summed ? _("  (sum of all townships)") : r->value.disputed ? _("  (another figure says otherwise)") : "") > 0;
	canvas_wrap(c, y + 1 + used, 1, DETAIL - 1 - used, c->w - 2, PAINT_DIM, r->ind.definition);
	(void)env;
}

extern const struct screen_ops catalogue_screen;

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct catalogue_model *m = model;
	int shown = rows_shown(env), x = siblings_paint(c, 0, &catalogue_screen) + 2;

	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("%d indicators"), m->count) + 2;
	x += canvas_putf(c, 0, x, c->w - x, m->missing > 0 ? PAINT_WARN : PAINT_OK, _("without value %d"), m->missing) + 2;
	x += canvas_putf(c, 0, x, c->w - x, m->alerts > 0 ? PAINT_WARN : PAINT_OK, _("with alerts %d"), m->alerts) + 2;
	if (env->part)
		canvas_put(c, 0, x, c->w - x, PAINT_DIM, _("the county's, as sent"));
	heads_paint(c, env);
	for (int i = 0; i < shown && m->top + i < m->line_count; i++) {
		int at = m->lines[m->top + i], y = HEAD_ROWS + i;
		if (at >= 0) {
			row_paint(m, env, c, y, m->top + i);
			continue;
		}
		canvas_hline(c, y, 0, c->w, PAINT_BORDER);
		canvas_putf(c, y, 2, c->w - 4, PAINT_SECTION, " %s ", m->rows[~at].area[0] != '\0' ? m->rows[~at].area : _("others"));
	}
	if (m->count == 0)
		canvas_wrap(c, HEAD_ROWS + 1, 2, 3, c->w - 4, PAINT_DIM, _("No indicators. They come with the county's pack (indicator.csv); r asks the hub."));
	detail_paint(m, env, c, HEAD_ROWS + shown);
}

static int
badge(const void *model)
{
	return ((const struct catalogue_model *)model)->alerts;
}

const struct screen_ops catalogue_screen = {
	.name = "catalogue",
	.title = N_("indicators"),
	.scope = SCOPE_MOVE | SCOPE_FIGURES,
	.topics = ~(TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_EVENT) | TOPIC(KIND_ISSUE)),
	.model_size = sizeof(struct catalogue_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = paint,
	.search = search,
	.count = badge,
};
