#include "screens/checks.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/siblings.h"

struct columns { int verdict, title, place, computed, expected, off, tolerance; };

static struct columns
columns_for(int w)
{
	struct columns k = { .verdict = 8, .computed = 13, .expected = 12, .off = 9 };

	k.tolerance = w >= 100 ? 9 : 0;
	k.place = w >= 100 ? 16 : 0;
	k.title = w - 2 - k.verdict - k.computed - k.expected - k.off - 5 - (k.tolerance > 0 ? k.tolerance + 1 : 0) - (k.place > 0 ? k.place + 1 : 0);
	return k;
}

static void
summary_paint(const struct checks_model *m, struct canvas *c)
{
	int x = 1;

	x += canvas_putf(c, 1, x, c->w - x, PAINT_TITLE, _("%d rules and checks"), m->fine + m->off + m->missing) + 2;
	x += canvas_putf(c, 1, x, c->w - x, m->off > 0 ? PAINT_WARN : PAINT_OK, _("to explain %d"), m->off) + 2;
	x += canvas_putf(c, 1, x, c->w - x, PAINT_OK, _("in order %d"), m->fine) + 2;
	x += canvas_putf(c, 1, x, c->w - x, PAINT_DIM, _("no figures %d"), m->missing) + 2;
	if (m->only >= 0)
		canvas_putf(c, 1, x, c->w - x, PAINT_BADGE, " %s ", _(arith_verdict_text((enum arith_verdict)m->only)));
	else
		canvas_put(c, 1, x, c->w - x, PAINT_HINT, _("f one verdict only"));
}

static void
heads_paint(struct canvas *c)
{
	struct columns k = columns_for(c->w);
	int x = 2;

	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 2, x, k.verdict, PAINT_COLUMN_HEAD, _("verdict"));
	canvas_put(c, 2, x += k.verdict + 1, k.title, PAINT_COLUMN_HEAD, _("rule or check"));
	x += k.title + 1;
	if (k.place > 0) {
		canvas_put(c, 2, x, k.place, PAINT_COLUMN_HEAD, _("place, period"));
		x += k.place + 1;
	}
	canvas_right(c, 2, x, k.computed, PAINT_COLUMN_HEAD, _("worked out"));
	canvas_right(c, 2, x += k.computed + 1, k.expected, PAINT_COLUMN_HEAD, _("against"));
	canvas_right(c, 2, x += k.expected + 1, k.off, PAINT_COLUMN_HEAD, _("off"));
	if (k.tolerance > 0)
		canvas_right(c, 2, x + k.off + 1, k.tolerance, PAINT_COLUMN_HEAD, _("tolerance"));
}

static void
line_text(const struct checks_model *m, const struct checks_line *l, bool wide, char *title, size_t size, char *place, size_t place_size)
{
	const struct check_row *r = &m->checks.rows[l->first];

	snprintf(place, place_size, "%s%s%s", r->place, r->place[0] != '\0' && r->period[0] != '\0' ? " " : "", r->period);
	if (l->kind == LINE_FOLD) {
		snprintf(title, size, "%s %s", checks_is_open(m, r->id) ? "-" : "+", verdict_title(r));
		snprintf(place, place_size, "%s", r->kind == CHECK_RULE ? r->period : "");
	} else if (l->kind == LINE_PLACE) {
		snprintf(title, size, "    %s %s", r->place, wide ? "" : r->period);
	} else if (r->kind == CHECK_PARAM) {
		snprintf(title, size, "%s: %.96s", verdict_title(r), r->expr);
	} else {
		snprintf(title, size, "%s%s%s", verdict_title(r), !wide && r->place[0] != '\0' ? "  " : "", wide ? "" : r->place);
	}
}

static void
line_paint(const struct checks_model *m, struct canvas *c, int y, int at)
{
	const struct checks_line *l = &m->lines[at];
	const struct check_row *r = &m->checks.rows[l->first];
	struct columns k = columns_for(c->w);
	bool here = at == m->cursor;
	enum paint_role role = here ? PAINT_SELECTED : l->kind == LINE_PLACE ? PAINT_DIM : PAINT_NORMAL;
	struct verdict_sides s;
	char title[240], place[80];
	int x = 2;

	if (l->kind == LINE_HEAD) {
		canvas_hline(c, y, 0, c->w, PAINT_BORDER);
		canvas_putf(c, y, 2, c->w - 4, PAINT_SECTION, " %s %d ", _(arith_verdict_text(l->verdict)), l->count);
		return;
	}
	line_text(m, l, k.place > 0, title, sizeof title, place, sizeof place);
	verdict_sides(r, &s);
	if (l->kind == LINE_FOLD) {
		s = (struct verdict_sides){ "", "", "", "" };
		snprintf(s.computed, sizeof s.computed, "%d/%d", checks_count(&m->checks, l->first, l->count, l->verdict), l->count);
	}
	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_pad(c, y, x, k.verdict, verdict_role(l->verdict), _(arith_verdict_text(l->verdict)));
	canvas_pad(c, y, x += k.verdict + 1, k.title, role, title);
	x += k.title + 1;
	if (k.place > 0) {
		canvas_pad(c, y, x, k.place, role, place);
		x += k.place + 1;
	}
	canvas_right(c, y, x, k.computed, role, s.computed);
	canvas_right(c, y, x += k.computed + 1, k.expected, role, s.expected);
	canvas_right(c, y, x += k.expected + 1, k.off, role, s.off);
	if (k.tolerance > 0)
		canvas_right(c, y, x + k.off + 1, k.tolerance, role, s.tolerance);
	if (here)
		canvas_cursor(c, y, 0);
}

/* Below the list: the arithmetic of what the cursor is on. */
static void
detail_paint(const struct checks_model *m, struct canvas *c, int y)
{
	const struct check_row *r = checks_row(m);
	char sentence[512], *text = NULL;
	size_t size;
	FILE *out;
	int used;

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (r == NULL)
		return;
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s%s%s ", r->id, r->kind == CHECK_RULE ? r->expr : verdict_title(r),
	            r->kind == CHECK_RULE && r->expect[0] != '\0' ? "  =  " : "", r->kind == CHECK_RULE ? r->expect : "");
	verdict_explain(r, sentence, sizeof sentence);
	used = canvas_wrap(c, y + 1, 1, 2, c->w - 2, verdict_role(r->result.verdict), sentence);
	if (r->note[0] != '\0' && r->kind == CHECK_RULE && used < 2)
		canvas_putf(c, y + 1 + used++, 1, c->w - 2, PAINT_DIM, _("note: %s"), r->note);
	if ((out = open_memstream(&text, &size)) == NULL)
		return;
	parts_write(out, m->parts, m->part_count);
	fclose(out);
	canvas_wrap(c, y + 1 + used, 1, c->h - y - 1 - used, c->w - 2, PAINT_DIM, text);
	free(text);
}

void
checks_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct checks_model *m = model;
	int shown = checks_shown(env);

	siblings_paint(c, 0, &checks_screen);
	summary_paint(m, c);
	heads_paint(c);
	for (int i = 0; i < shown && m->top + i < m->line_count; i++)
		line_paint(m, c, CHECKS_HEAD + i, m->top + i);
	if (m->line_count == 0)
		canvas_put(c, CHECKS_HEAD, 2, c->w - 4, PAINT_DIM, _("nothing has this verdict; Esc shows all"));
	detail_paint(m, c, CHECKS_HEAD + shown);
}
