/*
 * Enrolment by township, for everybody or one category: who should be enrolled,
 * who is, what explains the others, who is left (target 0), and the gaps
 * closed out one by one.  Below it the place under the cursor: reasons and
 * backlog by kind, the rate by each denominator published, twelve months.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/indicators.h"
#include "screens/match.h"
#include "screens/siblings.h"
#include "screens/spark.h"
#include "store/enrolment.h"

enum { HEAD_ROWS = 3, DETAIL = 6, NAME = 9, CELL = 7, GAP = 8 };

struct enrolment_model {
	bool   started, keep;
	int    category;                   /* index in data.categories */
	int    cursor, top;
	char   held[16];                   /* place under the cursor */
	struct enrolment data;
	struct enrol_detail detail;
};

static const struct { const char *head; int width; } heads[ENROL_COLUMNS] = {
	[ENROL_SHOULD] = { N_("should"), CELL }, [ENROL_ENROLLED] = { N_("enrolled"), CELL }, [ENROL_RATE] = { N_("enrolment rate"), CELL },
	[ENROL_PAID] = { N_("paid"), CELL }, [ENROL_SUBSIDISED] = { N_("subsidised"), CELL }, [ENROL_EXPLAINED] = { N_("explained"), CELL },
	[ENROL_UNEXPLAINED] = { N_("unexplained"), CELL }, [ENROL_UNTAGGED] = { N_("untagged"), CELL },
};

/* ---- loading ------------------------------------------------------------------------ */

static const char *
category_of(const struct enrolment_model *m)
{
	return m->data.categories[m->category].code;
}

/* The argument names a category, by code or as the pack calls it. */
static int
choose(struct enrolment_model *m, struct store *st, const struct env *env)
{
	int rc = enrolment_load(st, env->county, env->county_name, env->today, env->english, "", &m->data);

	m->category = 0;
	for (int i = 1; rc == 0 && i < m->data.category_count; i++)
		if (strcmp(env->arg, m->data.categories[i].code) == 0 || strcmp(env->arg, m->data.categories[i].name) == 0)
			m->category = i;
	return rc;
}

static void
find_held(struct enrolment_model *m)
{
	for (int i = 0; i < m->data.count; i++)
		if (strcmp(m->data.rows[i].code, m->held) == 0)
			m->cursor = i;
	if (m->cursor >= m->data.count)
		m->cursor = m->data.count - 1;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct enrolment_model *m = model;
	int rc = 0;

	if (!m->started) {
		rc = choose(m, st, env);
		m->keep = m->category == 0;
		m->started = true;
	}
	if (rc == 0 && !m->keep) {
		char category[48];
		snprintf(category, sizeof category, "%s", category_of(m));
		rc = enrolment_load(st, env->county, env->county_name, env->today, env->english, category, &m->data);
		find_held(m);
	}
	m->keep = false;
	if (rc != 0 || m->data.count == 0)
		return rc;
	snprintf(m->held, sizeof m->held, "%s", m->data.rows[m->cursor].code);
	return enrolment_detail(st, env->county, env->today, env->english, &m->data, category_of(m), m->held, &m->detail);
}

/* ---- acting ------------------------------------------------------------------------- */

static int
rows_shown(const struct env *env)
{
	int n = env->h - HEAD_ROWS - DETAIL;

	return n > 1 ? n : 1;
}

static struct effect
go_to(struct enrolment_model *m, const struct env *env, int at)
{
	int shown = rows_shown(env);

	m->cursor = at >= m->data.count ? m->data.count - 1 : at < 0 ? 0 : at;
	m->top = m->cursor < m->top ? m->cursor : m->cursor >= m->top + shown ? m->cursor - shown + 1 : m->top;
	snprintf(m->held, sizeof m->held, "%s", m->data.rows[m->cursor].code);
	m->keep = true;
	return fx(FX_LOAD);
}

static struct effect
turn_category(struct enrolment_model *m, int step)
{
	int n = m->data.category_count;

	m->category = ((m->category + step) % n + n) % n;
	return fx(FX_LOAD);
}

static const char *
category_name(const struct enrolment_model *m)
{
	return m->category == 0 ? _("everybody") : m->data.categories[m->category].name;
}

static void
cell_text(const struct enrol_row *r, int column, char out[FIGURE_TEXT])
{
	int64_t n = r->value[column];

	if (n == MEASURE_NONE)
		snprintf(out, FIGURE_TEXT, "%s", _("missing"));
	else if (enrol_role((enum enrol_column)column) == ENROL_ROLE_SHARE)
		share_text(shown_bp((int)n), 1, out);
	else
		count_text(n, out);
	if (text_width(out) > CELL)
		snprintf(out, FIGURE_TEXT, "%lld", (long long)n);
}

static void
write_parts(FILE *out, const struct enrol_detail *d)
{
	char text[FIGURE_TEXT];

	for (int i = 0; i < d->part_count; i++) {
		count_text(d->parts[i].value, text);
		fprintf(out, "  %s (%s)  %s\n", d->parts[i].name, d->parts[i].id, d->parts[i].value == MEASURE_NONE ? _("missing") : text);
	}
	for (int i = 0; i < d->rate_count; i++) {
		char rate[FIGURE_TEXT];
		count_text(d->rates[i].should, text);
		share_text(d->rates[i].bp == MEASURE_NONE ? MEASURE_NONE : shown_bp((int)d->rates[i].bp), 1, rate);
		fprintf(out, _("Rate %s by the denominator %s (%s)\n"), rate, d->rates[i].denominator[0] != '\0' ? d->rates[i].denominator : "-", text);
	}
}

static struct effect
lineage(const struct enrolment_model *m)
{
	const struct enrol_row *r = &m->data.rows[m->cursor];
	char *text = NULL, value[FIGURE_TEXT];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	fprintf(out, "%s  %s  %s\n\n", r->name, category_name(m), m->data.period[0] != '\0' ? m->data.period : "-");
	for (int c = 0; c < ENROL_COLUMNS; c++) {
		cell_text(r, c, value);
		fprintf(out, "%s  %s  = %s\n", _(heads[c].head), value, enrol_words((enum enrol_column)c));
	}
	fputc('\n', out);
	write_parts(out, &m->detail);
	fprintf(out, _("\nThe words are indicators: find one in the catalogue (0) and press i there for its source.\nMissing is not zero.\n"));
	fclose(out);
	return (struct effect){ .kind = FX_SHOW, .verb = N_("where this figure comes from"), .text = text };
}

static struct effect
open_gaps(const struct enrolment_model *m)
{
	const struct enrol_row *r = &m->data.rows[m->cursor];

	if (m->data.ledger[0] == '\0' || screen_defs[SCREEN_LEDGER].ops == NULL)
		return fx_text(FX_REFUSE, "%s", _("the pack has no ledger in which gaps in cover are closed out"));
	return m->cursor == 0 ? fx_open(SCREEN_LEDGER, "%s", m->data.ledger) : fx_open(SCREEN_LEDGER, "%s - %s", m->data.ledger, r->code);
}

static struct effect
copy(const struct enrolment_model *m)
{
	const struct enrol_row *r = &m->data.rows[m->cursor];
	char should[FIGURE_TEXT], enrolled[FIGURE_TEXT], rate[FIGURE_TEXT];

	cell_text(r, ENROL_SHOULD, should);
	cell_text(r, ENROL_ENROLLED, enrolled);
	cell_text(r, ENROL_RATE, rate);
	return fx_text(FX_COPY, "%s %s %s %s/%s %s", r->name, category_name(m), m->data.period, enrolled, should, rate);
}

static struct effect
act(void *model, enum action action, const struct env *env)
{
	struct enrolment_model *m = model;

	if (m->data.count == 0)
		return fx(FX_NONE);
	switch (action) {
	case ACT_DOWN: case ACT_NEXT_SIBLING: return go_to(m, env, m->cursor + 1);
	case ACT_UP: case ACT_PREV_SIBLING:   return go_to(m, env, m->cursor - 1);
	case ACT_PAGE_DOWN: return go_to(m, env, m->cursor + rows_shown(env));
	case ACT_PAGE_UP:   return go_to(m, env, m->cursor - rows_shown(env));
	case ACT_TOP:       return go_to(m, env, 0);
	case ACT_BOTTOM:    return go_to(m, env, m->data.count - 1);
	case ACT_RIGHT: case ACT_METRIC: return turn_category(m, 1);
	case ACT_LEFT:      return turn_category(m, -1);
	case ACT_OPEN:      return open_gaps(m);
	case ACT_LINEAGE:   return lineage(m);
	case ACT_COPY:      return copy(m);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "figures period=%s", m->data.period);
	default:            return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct enrolment_model *m = model;
	int count = m->data.count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		if (text_matches(m->data.rows[i].name, needle))
			return go_to(m, env, i);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting ----------------------------------------------------------------------- */

/* Wide terminals have room between the columns. */
static int
gap_of(int w)
{
	return w >= 110 ? 3 : 0;
}

static void
categories_paint(const struct enrolment_model *m, struct canvas *c)
{
	int x = 1;

	for (int i = 0; i < m->data.category_count && x < c->w - 4; i++) {
		const char *name = i == 0 ? _("everybody") : m->data.categories[i].name;
		x += canvas_putf(c, 1, x, c->w - x, i == m->category ? PAINT_SELECTED : PAINT_DIM, i == m->category ? "[%s]" : " %s ", name);
	}
}

static void
heads_paint(const struct enrolment_model *m, struct canvas *c)
{
	int x = 2 + NAME, gap = gap_of(c->w);

	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 2, 2, NAME, PAINT_COLUMN_HEAD, _("township"));
	for (int i = 0; i < ENROL_COLUMNS; i++, x += CELL + 1 + gap)
		canvas_right(c, 2, x, CELL + gap, PAINT_COLUMN_HEAD, _(heads[i].head));
	if (m->data.ledger[0] != '\0')
		canvas_right(c, 2, x - 1, GAP - 2 < c->w - x ? GAP - 2 : c->w - x, PAINT_COLUMN_HEAD, _("gaps"));
}

/* What should be 0 and is not warns; what is not known is dim. */
static enum paint_role
cell_role(const struct enrol_row *r, int column, bool here)
{
	if (here)
		return PAINT_SELECTED;
	if (r->value[column] == MEASURE_NONE)
		return PAINT_DIM;
	return enrol_role((enum enrol_column)column) == ENROL_ROLE_WEAK && r->value[column] > 0 ? PAINT_WARN : PAINT_NORMAL;
}

static void
row_paint(const struct enrolment_model *m, struct canvas *c, int y, int i)
{
	const struct enrol_row *r = &m->data.rows[i];
	bool here = i == m->cursor;
	int x = 2 + NAME, gap = gap_of(c->w);
	char text[FIGURE_TEXT];

	canvas_fill(c, y, 0, 1, c->w, here ? PAINT_SELECTED : PAINT_NORMAL, " ");
	canvas_put(c, y, 0, 1, here ? PAINT_SELECTED : PAINT_NORMAL, here ? ">" : " ");
	canvas_pad(c, y, 2, NAME, here ? PAINT_SELECTED : i == 0 ? PAINT_SECTION : PAINT_NORMAL, r->name);
	for (int k = 0; k < ENROL_COLUMNS; k++, x += CELL + 1 + gap) {
		cell_text(r, k, text);
		canvas_right(c, y, x, CELL + gap, cell_role(r, k, here), text);
	}
	if (r->gap_open != MEASURE_NONE) {
		snprintf(text, sizeof text, "%d/%d", (int)r->gap_open, (int)(r->gap_open + (r->gap_closed == MEASURE_NONE ? 0 : r->gap_closed)));
		canvas_right(c, y, x - 1, GAP - 2 < c->w - x ? GAP - 2 : c->w - x, here ? PAINT_SELECTED : r->gap_open > 0 ? PAINT_WARN : PAINT_NORMAL, text);
	}
	if (here)
		canvas_cursor(c, y, 0);
}

static void
parts_paint(const struct enrolment_model *m, struct canvas *c, int y)
{
	int x = 1, row = 0;

	for (int i = 0; i < m->detail.part_count; i++) {
		const struct enrol_part *p = &m->detail.parts[i];
		char text[FIGURE_TEXT + 100], value[FIGURE_TEXT];
		count_text(p->value, value);
		snprintf(text, sizeof text, "%s %s", p->name, p->value == MEASURE_NONE ? _("missing") : value);
		if (x > 1 && x + text_width(text) > c->w - 2) {
			x = 1;
			if (++row == 2)
				return;
		}
		x += canvas_put(c, y + row, x, c->w - 1 - x, p->value == MEASURE_NONE ? PAINT_DIM : PAINT_NORMAL, text) + 2;
	}
}

/* One line each, for as many as there is room: the row behind the last. */
static int
rates_paint(const struct enrolment_model *m, struct canvas *c, int y, int max)
{
	for (int i = 0; i < m->detail.rate_count && i < max; i++, y++) {
		const struct enrol_rate *r = &m->detail.rates[i];
		char rate[FIGURE_TEXT], should[FIGURE_TEXT];
		share_text(r->bp == MEASURE_NONE ? r->bp : shown_bp((int)r->bp), 1, rate);
		count_text(r->should, should);
		canvas_putf(c, y, 1, c->w - 2, r->bp > 10000 ? PAINT_WARN : PAINT_NORMAL, _("rate %s of %s (%s)"), rate, should,
		            r->denominator[0] != '\0' ? r->denominator : _("denominator not named"));
	}
	return y;
}

static void
trend_paint(const struct enrolment_model *m, struct canvas *c, int y)
{
	int series[ENROL_TREND], x = 1;

	indicator_series(m->detail.trend, ENROL_TREND, series);
	x += canvas_putf(c, y, x, c->w - x, PAINT_DIM, "%s ", _("rate, 12 months")) ;
	spark_paint(c, y, x, ENROL_TREND, series, ENROL_TREND, 0, 0, PAINT_CHART);
	x += ENROL_TREND + 3;
	indicator_series(m->detail.unexplained, ENROL_TREND, series);
	x += canvas_putf(c, y, x, c->w - x, PAINT_DIM, "%s ", _("unexplained, 12 months"));
	spark_paint(c, y, x, ENROL_TREND, series, ENROL_TREND, 0, 0, PAINT_CHART);
}

extern const struct screen_ops enrolment_screen;

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct enrolment_model *m = model;
	int shown = rows_shown(env), x = siblings_paint(c, 0, &enrolment_screen) + 2, y = HEAD_ROWS + shown;

	canvas_putf(c, 0, x, c->w - x, m->data.period[0] != '\0' ? PAINT_TITLE : PAINT_WARN, "%s", m->data.period[0] != '\0' ? m->data.period : _("no figures"));
	categories_paint(m, c);
	heads_paint(m, c);
	for (int i = 0; i < shown && m->top + i < m->data.count; i++)
		row_paint(m, c, HEAD_ROWS + i, m->top + i);
	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (m->data.count == 0)
		return;
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s ", m->data.rows[m->cursor].name, category_name(m));
	parts_paint(m, c, y + 1);
	trend_paint(m, c, rates_paint(m, c, y + 3, 2));
}

static const char *
enter(const void *model)
{
	return ((const struct enrolment_model *)model)->data.ledger[0] != '\0' ? _("gaps") : "";
}

static int
badge(const void *model)
{
	const struct enrolment_model *m = model;
	int64_t n = m->data.count > 0 ? m->data.rows[0].value[ENROL_UNEXPLAINED] : MEASURE_NONE;

	return n == MEASURE_NONE ? -1 : (int)n;
}

const struct screen_ops enrolment_screen = {
	.name = "enrolment",
	.title = N_("enrolment"),
	.scope = SCOPE_MOVE | SCOPE_FIGURES,
	.topics = TOPIC(KIND_FIGURE) | TOPIC(KIND_INDICATOR) | TOPIC(KIND_ENTRY) | TOPIC(KIND_STAGE) | TOPIC(KIND_TERM) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_PARAM) | TOPIC(KIND_SOURCE) | TOPIC(KIND_LEDGER),
	.model_size = sizeof(struct enrolment_model),
	.load = load,
	.act = act,
	.paint = paint,
	.search = search,
	.enter = enter,
	.count = badge,
};
