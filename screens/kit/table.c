#include "screens/kit/table.h"

/* ---- what a column says --------------------------------------------------------------- */

static void
held_value(const struct column *k, const void *at, struct value *out)
{
	int held = (int)k->held;
	int64_t wide = 0;
	int32_t day = 0;
	int n = 0;

	memcpy(&n, at, held == HELD_INT || held == HELD_LAMP ? sizeof n : 0);
	memcpy(&day, at, held == HELD_DAY ? sizeof day : 0);
	memcpy(&wide, at, held == HELD_INT64 ? sizeof wide : 0);
	switch (held) {
	case HELD_TEXT:  value_word(out, at); break;
	case HELD_ISO:   value_iso(out, at); break;
	case HELD_INT:   value_count(out, n); break;
	case HELD_DAY:   value_date(out, day); break;
	case HELD_INT64: k->type == TYPE_COUNT ? value_count(out, wide) : value_fen(out, wide); break;
	default:         value_lamp(out, (enum lamp)n); break;
	}
}

bool
column_is_picture(const struct column *k)
{
	return k->picture != NULL && k->value == NULL && k->held == HELD_NOT;
}

void
column_value(const struct column *k, const void *row, const struct env *env, struct value *out)
{
	out->type = TYPE_NONE;
	out->text = out->code = NULL;
	out->json = false;
	out->role = PAINT_NORMAL;
	out->n = 0;
	if (k->value != NULL)
		k->value(row, env, out);
	else if (k->nth != NULL)
		k->nth(row, env, k->at, out);
	else if (k->held != HELD_NOT)
		held_value(k, (const char *)row + k->at, out);
}

/* ---- columns ------------------------------------------------------------------------ */

static bool
has_room(const struct column *k, int width, int least_from)
{
	return k->from != LIST_HIDDEN && k->from <= width && (k->from <= least_from || k->from == 0);
}

/* A head is never cut: English ones are longer than what stands below them.  Text that grows may be shorter. */
static int
least(const struct column *k)
{
	int title = text_width(_(k->title));

	return (k->grow == 0 || value_is_right(k->type)) && title > k->least ? title : k->least;
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

static int
within_bound(const struct column *k, int more)
{
	return k->most > 0 && more > k->most - least(k) ? k->most - least(k) : more;
}

void
table_lay_out(const struct column *columns, int width, struct table_layout *out)
{
	int from = width, grow[2] = { 0, 0 }, left, x = columns[0].type == TYPE_LAMP ? 1 : 2, last = -1;

	/* What asks for the widest screen gives way first. */
	while (from > 0 && total(columns, width, from) > width - 1) {
		int next = 0;
		for (int i = 0; columns[i].name != NULL; i++)
			if (columns[i].from < from && columns[i].from > next)
				next = columns[i].from;
		from = next;
	}
	left = width + 1 - x - total(columns, width, from);       /* nothing stands behind the last one */
	for (int i = 0; columns[i].name != NULL; i++) {
		out->w[i] = has_room(&columns[i], width, from) ? least(&columns[i]) : 0;
		grow[columns[i].most > 0] += out->w[i] > 0 ? columns[i].grow : 0;
		if (out->w[i] > 0 && columns[i].grow > 0 &&
		    (last < 0 || columns[i].most == 0 || columns[last].most > 0))
			last = i;
	}
	/* Those with a bound first: what they leave goes to the others, the last of which takes what does not
	 * divide. */
	for (int bound = 1; bound >= 0; bound--)
		for (int i = 0, all = grow[0] + bound * grow[1], of = left; columns[i].name != NULL; i++) {
			if (out->w[i] == 0 || columns[i].grow == 0 || (columns[i].most > 0) != bound)
				continue;
			int more = within_bound(&columns[i], i == last ? left : of * columns[i].grow / all);
			out->w[i] = out->w[i] + more < 4 && more < 0 ? 4 : out->w[i] + more;
			left -= more;
		}
	for (int i = 0; columns[i].name != NULL; i++) {
		out->x[i] = x;
		x += out->w[i] > 0 ? out->w[i] + 1 : 0;
	}
	out->end = x;
}

/* ---- heads and rows -------------------------------------------------------------------- */

void
table_head_paint(const struct column *columns, const struct table_layout *k, int sort, struct canvas *c, int y)
{
	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	for (int i = 0; columns[i].name != NULL; i++) {
		const struct column *col = &columns[i];
		char title[64];
		bool first = sort == i || sort == ~i;
		if (k->w[i] == 0)
			continue;
		snprintf(title, sizeof title, "%s%s", first ? sort < 0 ? "v" : "^" : "", _(col->title));
		if (value_is_right(col->type))
			canvas_right(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, title);
		else
			canvas_put(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, title);
	}
}

/* What ends it, behind a ~. */
static const char *
end_of(const char *words, int width, char out[VALUE_OWN])
{
	const char *p = words;

	while (*p != '\0' && text_width(p) >= width)
		p += text_fit(p, 1) > 0 ? text_fit(p, 1) : text_fit(p, 2);
	snprintf(out, VALUE_OWN, "~%s", p);
	return out;
}

static void
cell_paint(const struct column *col, const struct value *v, struct canvas *c, int y, int x, int w,
           enum paint_role role, bool here)
{
	char text[VALUE_OWN];
	bool zero = col->dash && v->n == 0 && value_is_right(v->type);
	const char *words = zero ? "-" : value_fit(v, w, text, sizeof text);

	char end[VALUE_OWN];

	if (col->end && text_width(words) > w)
		words = end_of(words, w, end);
	if (v->role != PAINT_NORMAL && (!here || v->type == TYPE_LAMP))
		role = v->role;
	else if (zero && !here)
		role = PAINT_DIM;
	if (value_is_right(col->type))
		canvas_right(c, y, x, w, role, words);
	else
		canvas_put(c, y, x, w, role, words);
}

void
table_cell_paint(const struct column *columns, const struct table_layout *k, int i, const void *row,
                 const struct env *env, struct canvas *c, int y, enum paint_role role, bool here)
{
	struct canvas cell;
	struct value v;

	if (columns[i].picture != NULL) {
		cell = canvas_view(c, y, k->x[i], 1, k->w[i]);
		columns[i].picture(row, env, &cell, role);
		return;
	}
	column_value(&columns[i], row, env, &v);
	cell_paint(&columns[i], &v, c, y, k->x[i], k->w[i], role, here);
}

void
table_row_paint(const struct column *columns, const struct table_layout *k, const void *row, const struct env *env,
                struct canvas *c, int y, enum paint_role role, bool here)
{
	for (int i = 0; columns[i].name != NULL; i++)
		if (k->w[i] > 0)
			table_cell_paint(columns, k, i, row, env, c, y, role, here);
}
