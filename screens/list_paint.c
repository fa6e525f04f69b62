/* Painting a list: which columns there is room for, heads, rows, headings, what is below. */
#include <stdio.h>
#include <string.h>

#include "screens/list_in.h"
#include "screens/siblings.h"

/* ---- columns ------------------------------------------------------------------------ */

static bool
has_room(const struct column *k, int width, int least_from)
{
	return k->from != LIST_HIDDEN && k->from <= width && (k->from <= least_from || k->from == 0);
}

/* A head is never cut: English ones are longer than what stands below them. */
static int
least(const struct column *k)
{
	int title = text_width(_(k->title));

	return k->grow == 0 && title > k->least ? title : k->least;
}

static int
total(const struct column *columns, int width, int least_from)
{
	int sum = 0;

	for (int i = 0; columns[i].name != NULL; i++)
		if (has_room(&columns[i], width, least_from))
			sum += least(&columns[i]) + 1;
	return sum;
}

void
list_lay_out(const struct column *columns, int width, struct list_layout *out)
{
	int from = width, grow = 0, left, x = 2, last = -1;

	/* What asks for the widest screen gives way first. */
	while (from > 0 && total(columns, width, from) > width - 1) {
		int next = 0;
		for (int i = 0; columns[i].name != NULL; i++)
			if (columns[i].from < from && columns[i].from > next)
				next = columns[i].from;
		from = next;
	}
	left = width - 1 - total(columns, width, from);       /* nothing stands behind the last one */
	for (int i = 0; columns[i].name != NULL; i++)
		if (has_room(&columns[i], width, from) && columns[i].grow > 0) {
			grow += columns[i].grow;
			last = i;
		}
	if (columns[0].type == TYPE_LAMP)
		x = 1;
	left += x == 1;
	for (int i = 0, rest = left; columns[i].name != NULL; i++) {
		int more = grow == 0 || columns[i].grow == 0 ? 0 : i == last ? rest : left * columns[i].grow / grow;
		out->w[i] = has_room(&columns[i], width, from) ? least(&columns[i]) + more : 0;
		out->w[i] = out->w[i] < 4 && more < 0 ? 4 : out->w[i];
		out->x[i] = x;
		x += out->w[i] > 0 ? out->w[i] + 1 : 0;
		rest -= out->w[i] > 0 ? more : 0;
	}
	out->end = x;
}

/* ---- heads and rows -------------------------------------------------------------------- */

static void
head_paint(const struct list *l, const struct list_layout *k, struct canvas *c, int y)
{
	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	for (int i = 0; l->ops->columns[i].name != NULL; i++) {
		const struct column *col = &l->ops->columns[i];
		char title[64];
		bool first = l->sort_count > 0 && (l->sorts[0] == i || l->sorts[0] == ~i);
		if (k->w[i] == 0)
			continue;
		snprintf(title, sizeof title, "%s%s", first ? l->sorts[0] < 0 ? "v" : "^" : "", _(col->title));
		if (value_is_right(col->type))
			canvas_right(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, title);
		else
			canvas_put(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, title);
	}
}

static void
cell_paint(const struct column *col, const struct value *v, struct canvas *c, int y, int x, int w, enum paint_role role, bool here)
{
	char text[VALUE_OWN];
	bool zero = col->dash && v->n == 0 && value_is_right(v->type);
	const char *words = zero ? "-" : value_fit(v, w, text, sizeof text);

	if (v->role != PAINT_NORMAL && (!here || v->type == TYPE_LAMP))
		role = v->role;
	else if (zero && !here)
		role = PAINT_DIM;
	if (value_is_right(col->type))
		canvas_right(c, y, x, w, role, words);
	else
		canvas_put(c, y, x, w, role, words);
}

/* + or - before what unfolds, and how deep it stands; returns the columns taken. */
static int
branch_paint(const struct list *l, struct canvas *c, int y, int x, const struct list_line *line, enum paint_role role)
{
	int in = 2 * l->ops->level(list_row(l, line->row));

	if (!list_has_below(l, (int)(line - l->lines)))
		return in > 0 ? in + 2 : 0;
	canvas_put(c, y, x + in, 1, role, line->hidden > 0 ? "+" : "-");
	return in + 2;
}

static void
row_paint(const struct list *l, const struct list_layout *k, const struct env *env, struct canvas *c, int y, const struct list_line *line, bool here)
{
	const void *row = list_row(l, line->row);
	enum paint_role role = here ? PAINT_SELECTED : l->ops->role != NULL ? l->ops->role(row, env) : PAINT_NORMAL;
	char mark[2] = { l->ops->mark != NULL ? l->ops->mark(row) : ' ', '\0' };
	struct value v;
	int tree = 0;

	while (l->ops->columns[tree].name != NULL && l->ops->columns[tree].grow == 0)
		tree++;
	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : mark);
	for (int i = 0; l->ops->columns[i].name != NULL; i++) {
		if (k->w[i] == 0)
			continue;
		list_value(l, row, i, env, &v);
		int in = l->ops->level != NULL && i == tree ? branch_paint(l, c, y, k->x[i], line, role) : 0;
		cell_paint(&l->ops->columns[i], &v, c, y, k->x[i] + in, k->w[i] - in, role, here);
	}
	if (l->ops->tail != NULL && c->w - k->end > 12) {
		struct canvas rest = canvas_view(c, y, k->end, 1, c->w - k->end - 1);
		l->ops->tail(row, env, &rest);
	}
	if (here)
		canvas_cursor(c, y, 0);
}

static void
heading_paint(const struct list *l, const struct env *env, struct canvas *c, int y, const struct list_line *line, bool here)
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
	snprintf(text, sizeof text, "%s  %d / %d", l->filter_text, l->shown, l->count);
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
		x = siblings_paint(c, 0, screen) + 2;
	if (l->error[0] != '\0')
		canvas_put(c, 0, x, c->w - x - right, PAINT_ERROR, l->error);
	else if (l->ops->summary != NULL && c->w - x - right > 4) {
		struct canvas rest = canvas_view(c, 0, x, 1, c->w - x - right);
		l->ops->summary(l, env, &rest);
	}
}

static void
empty_paint(const struct list *l, struct canvas *c)
{
	char why[400];
	int y = LIST_HEAD + canvas_wrap(c, LIST_HEAD, 2, 4, c->w - 4, PAINT_DIM, list_why_empty(l, why, sizeof why));

	if (l->count > 0)
		canvas_put(c, y, 2, c->w - 4, PAINT_HINT, _("Esc shows all, f changes the filter"));
}

void
list_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct list *l = model;
	struct list_layout k;
	int page = list_page(l, env), below = c->h - l->ops->detail_rows - 1;

	list_lay_out(l->ops->columns, c->w, &k);
	top_paint(l, env, c);
	head_paint(l, &k, c, 1);
	for (int i = 0; i < page && l->top + i < l->line_count; i++) {
		const struct list_line *line = &l->lines[l->top + i];
		bool here = l->top + i == l->cursor;
		if (line->heading)
			heading_paint(l, env, c, LIST_HEAD + i, line, here);
		else
			row_paint(l, &k, env, c, LIST_HEAD + i, line, here);
	}
	if (l->line_count == 0)
		empty_paint(l, c);
	if (l->ops->detail != NULL && below > LIST_HEAD) {
		struct canvas rest = canvas_view(c, below, 0, l->ops->detail_rows + 1, c->w);
		canvas_hline(&rest, 0, 0, c->w, PAINT_BORDER);
		l->ops->detail(l, list_here(l), env, &rest);
	}
}
