/* The townships as rows: the ranking beside the map, and the map as a list. */
#include "screens/map.h"

#include <stdio.h>
#include <string.h>

#include "screens/bar.h"

struct columns { int name, lamp, value, day, week, bar, overdue, oldest, end; bool has_day, has_week, has_oldest; };

static struct columns
lay_out(int w)
{
	struct columns k = { .name = 5 };
	int at = w;

	k.has_week = w >= 62;
	k.has_day = w >= 50;
	k.has_oldest = w >= 70;
	k.end = w;
	if (k.has_oldest)
		k.oldest = at -= 7;
	k.overdue = at -= 6;
	k.value = k.name + (w >= 60 ? 13 : 9);
	k.lamp = k.value + 8;
	k.day = k.lamp + 3;
	k.week = k.day + (k.has_day ? 6 : 0);
	k.bar = k.week + (k.has_week ? 6 : 0);
	return k;
}

static void
head(const struct map_model *m, const struct columns *k, struct canvas *c)
{
	canvas_fill(c, 0, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_right(c, 0, 0, 4, PAINT_COLUMN_HEAD, _("rank"));
	canvas_put(c, 0, k->name, k->value - k->name, PAINT_COLUMN_HEAD, _("township"));
	canvas_right(c, 0, k->value, 7, PAINT_COLUMN_HEAD, m->metric == METRIC_PROGRESS ? _("progress") : _("rate"));
	canvas_put(c, 0, k->lamp, 3, PAINT_COLUMN_HEAD, _("L"));
	if (k->has_day)
		canvas_right(c, 0, k->day, 5, PAINT_COLUMN_HEAD, _("1 d"));
	if (k->has_week)
		canvas_right(c, 0, k->week, 5, PAINT_COLUMN_HEAD, _("7 d"));
	canvas_put(c, 0, k->bar + 1, k->overdue - k->bar - 1, PAINT_COLUMN_HEAD, _("against the pace (|)"));
	canvas_right(c, 0, k->overdue, 5, PAINT_COLUMN_HEAD, _("late"));
	if (k->has_oldest)
		canvas_right(c, 0, k->oldest, 6, PAINT_COLUMN_HEAD, _("oldest"));
}

static void
row(const struct map_model *m, const struct columns *k, int i, struct canvas *c, int y)
{
	const struct standing *s = &m->t.list[i];
	const struct reading *r = &m->readings[i];
	enum paint_role role = i == m->sel ? PAINT_SELECTED : r->few ? PAINT_DIM : PAINT_NORMAL;
	char text[24];

	snprintf(text, sizeof text, m->t.part || r->few || r->bp < 0 ? "-" : "%d", m->rank[i]);
	canvas_pad(c, y, 0, 1, role, i == m->sel ? ">" : " ");
	canvas_right(c, y, 1, 3, role, text);
	canvas_pad(c, y, k->name - 1, 1, role, " ");
	canvas_pad(c, y, k->name, k->value - k->name, role, s->name);
	if (s->pending > 0)
		canvas_put(c, y, k->value - 1, 1, PAINT_PENDING, "~");
	canvas_right(c, y, k->value, 7, role, bp_text(r->bp).text);
	canvas_put(c, y, k->lamp, 2, lamp_role(r->lamp), _(lamp_word(r->lamp)));
	if (k->has_day)
		canvas_right(c, y, k->day, 5, r->day > 0 ? PAINT_NORMAL : PAINT_DIM, change_text(r->day).text);
	if (k->has_week)
		canvas_right(c, y, k->week, 5, r->week > 0 ? PAINT_NORMAL : PAINT_WARN, change_text(r->week).text);
	bar_paint(c, y, k->bar + 1, k->overdue - k->bar - 1, r->bp < 0 ? 0 : r->bp / 100,
	          r->bp >= 0 && r->pace >= 0 ? r->pace / 100 : BAR_NO_PACE, r->few ? PAINT_DIM : lamp_role(r->lamp));
	snprintf(text, sizeof text, "%d", s->issues.overdue);
	canvas_right(c, y, k->overdue, 5, s->issues.overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, s->issues.overdue > 0 ? text : "-");
	if (k->has_oldest && s->issues.overdue > 0) {
		snprintf(text, sizeof text, "%d", m->t.today - s->issues.oldest);
		canvas_right(c, y, k->oldest, 6, PAINT_DIM, text);
	}
	if (i == m->sel && m->style == STYLE_LIST)
		canvas_cursor(c, y, 0);
}

void
map_paint_list(const struct map_model *m, struct canvas *c)
{
	struct columns k = lay_out(c->w);
	int rows = c->h - 1, at = 0, first;

	for (int i = 0; i < m->t.count; i++)
		if (m->order[i] == m->sel)
			at = i;
	first = m->t.count <= rows || at < rows / 2 ? 0 : at - rows / 2;
	if (first > m->t.count - rows)
		first = m->t.count > rows ? m->t.count - rows : 0;
	head(m, &k, c);
	for (int i = 0; i < rows && first + i < m->t.count; i++)
		row(m, &k, m->order[first + i], c, 1 + i);
}
