/* Painting a list: rows, headings, what stands above and below. */

#include "screens/kit/list_in.h"
#include "screens/kit/siblings.h"

/* ---- rows and headings ------------------------------------------------------------------- */

/* + or - before what unfolds, and how deep it stands; returns the columns taken. */
static int
branch_paint(const struct list *l, struct canvas *c, int y, int x, const struct list_line *line, enum paint_role role)
{
	int in = 2 * list_level(l, line->row);

	if (!list_has_below(l, (int)(line - l->lines)))
		return in > 0 ? in + 2 : 0;
	canvas_put(c, y, x + in, 1, role, line->hidden > 0 ? "+" : "-");
	return in + 2;
}

static void
row_paint(const struct list *l, const struct table_layout *k, const struct env *env, struct canvas *c, int y,
          const struct list_line *line, bool here)
{
	const void *row = list_row(l, line->row);
	int picked = here && l->ops->picked != NULL ? l->ops->picked(l) : -1;
	enum paint_role role = here && picked < 0 ? PAINT_SELECTED : l->ops->role != NULL ? l->ops->role(row, env)
	       : PAINT_NORMAL;
	char mark[2] = { l->ops->mark != NULL ? l->ops->mark(row) : ' ', '\0' };
	struct table_layout in = *k;
	int tree = 0, by;

	while (l->columns[tree].name != NULL && l->columns[tree].grow == 0)
		tree++;
	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : mark);
	if (l->ops->level != NULL && k->w[tree] > 0) {
		by = branch_paint(l, c, y, k->x[tree], line, role);
		in.x[tree] += by;
		in.w[tree] -= by;
	}
	table_row_paint(l->columns, &in, row, env, c, y, role, here && picked < 0);
	if (picked >= 0 && in.w[picked] > 0)
		table_cell_paint(l->columns, &in, picked, row, env, c, y, PAINT_SELECTED, true);
	if (l->ops->tail != NULL && c->w - k->end > 12) {
		struct canvas rest = canvas_view(c, y, k->end, 1, c->w - k->end - 1);
		l->ops->tail(row, env, &rest);
	}
	if (here)
		canvas_cursor(c, y, picked >= 0 ? in.x[picked] : 0);
}

static void
heading_paint(const struct list *l, const struct env *env, struct canvas *c, int y, const struct list_line *line,
              bool here)
{
	struct value beside = { .type = TYPE_NONE };
	char words[VALUE_OWN], text[400];
	const char *title = l->ops->group(list_row(l, line->row), env, &beside);

	snprintf(text, sizeof text, " %s %d%s%s%s ", title, line->count, beside.type != TYPE_NONE ? "  " : "",
	         value_words(&beside, words, sizeof words), line->hidden > 0 ? _("  (folded, Enter unfolds)") : "");
	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_put(c, y, 2, c->w - 4, here ? PAINT_SELECTED : PAINT_SECTION, text);
	if (here)
		canvas_cursor(c, y, 0);
}

/* ---- around the rows ---------------------------------------------------------------------- */

static const struct screen_ops *
screen_of(const struct list_ops *ops)
{
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (screen_defs[s].ops != NULL && screen_defs[s].ops->list == ops)
			return screen_defs[s].ops;
	return NULL;
}

/* The filter in force and how many rows it leaves, on the right of the first line. */
static int
badge_paint(const struct list *l, struct canvas *c)
{
	char text[512];
	int w;

	if (l->filter_text[0] == '\0')
		return 0;
	snprintf(text, sizeof text, "%s  %d / %d", l->filter_text, l->shown, l->all);
	w = text_width(text) + 1;
	w = w > c->w / 2 ? c->w / 2 : w;
	canvas_right(c, 0, c->w - w, w - 1, PAINT_BADGE, text);
	return w;
}

static void
top_paint(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct screen_ops *screen = screen_of(l->ops);
	int x = 0, right = badge_paint(l, c);

	if (screen != NULL)
		x = siblings_paint(c, 0, screen);
	x += x > 0 ? 2 : 1;
	if (l->error[0] != '\0')
		canvas_put(c, 0, x, c->w - x - right, PAINT_ERROR, l->error);
	else if (c->w - x - right > 4) {
		struct canvas rest = canvas_view(c, 0, x, 1, c->w - x - right);
		if (l->ops->summary != NULL)
			l->ops->summary(l, env, &rest);
		else
			list_totals_paint(l, &rest, 0);
	}
}

static void
empty_paint(const struct list *l, const struct env *env, struct canvas *c, int above)
{
	char why[400];
	int y = above + canvas_wrap(c, above, 2, 4, c->w - 4, PAINT_DIM, list_why_empty(l, env, why, sizeof why));

	if (l->count > 0)
		canvas_put(c, y, 2, c->w - 4, PAINT_HINT, _("Esc shows all, f changes the filter"));
}

static void
heads_paint(const struct list *l, const struct table_layout *k, const struct env *env, struct canvas *c, int y)
{
	int last = 0;

	table_head_paint(l->columns, k, l->sort_count > 0 ? l->sorts[0] : TABLE_UNSORTED, c, y);
	for (int i = 0; l->columns[i].name != NULL; i++)
		last = k->w[i] > 0 ? i : last;
	if (l->ops->picture_head != NULL && l->columns[last].picture != NULL) {
		struct canvas head = canvas_view(c, y, k->x[last], 1, k->w[last]);
		l->ops->picture_head(l, env, &head);
	}
}

void
list_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct list *l = model;
	struct table_layout k;
	int page = list_page(l, env), above = list_above(l, env), detail_rows = list_detail_rows(l, env),
	below = c->h - detail_rows - 1;

	table_lay_out(l->columns, c->w, &k);
	top_paint(l, env, c);
	heads_paint(l, &k, env, c, above - 1);
	if (above > LIST_HEAD) {
		struct canvas panel = canvas_view(c, 1, 0, above - LIST_HEAD, c->w);
		l->ops->head(l, env, &panel);
	}
	for (int i = 0; i < page && l->top + i < l->line_count; i++) {
		const struct list_line *line = &l->lines[l->top + i];
		bool here = l->top + i == l->cursor;
		if (line->heading)
			heading_paint(l, env, c, above + i, line, here);
		else
			row_paint(l, &k, env, c, above + i, line, here);
	}
	if (l->line_count == 0)
		empty_paint(l, env, c, above);
	if (detail_rows > 0 && below > above) {
		struct canvas rest = canvas_view(c, below, 0, detail_rows + 1, c->w);
		canvas_hline(&rest, 0, 0, c->w, PAINT_BORDER);
		l->ops->detail(l, list_here(l), env, &rest);
	}
}
