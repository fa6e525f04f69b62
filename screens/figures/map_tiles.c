/* The map as tiles, each at its township's place; six sizes, the largest that fits. */
#include "screens/figures/map.h"

#include "model/room/civil.h"
#include "screens/kit/bar.h"
#include "screens/kit/spark.h"

/*
 * Heights: BIG 6 and more with fronts and trend, MEDIUM 5, SMALL 3 (all framed), TINY 2 unframed with a bar, MINI 2
 * narrower without, MICRO one row: the name and its lamp.
 */
enum { MICRO_H = 1, MICRO_W = 8, MINI_H = 2, TINY_W = 11, SMALL_H = 3, MEDIUM_H = 5, FRAMED_W = 15, BIG_H = 6,
	BIG_W = 22, TILE_H_MAX = 9, TILE_W_MAX = 34 };

struct tile { int h, w, y0, x0; };      /* of one tile; of the first one */

/* What is not yet whole is never said to be. */
static int
whole_percent(int bp)
{
	int percent = (bp + 50) / 100;

	return bp < 10000 && percent >= 100 ? 99 : percent;
}

static struct tile
measure(const struct map_model *m, int h, int w)
{
	struct tile t = { m->rows > 0 ? h / m->rows : 0, m->cols > 0 ? w / m->cols : 0, 0, 0 };

	if (t.h > TILE_H_MAX)
		t.h = TILE_H_MAX;
	if (t.w > TILE_W_MAX)
		t.w = TILE_W_MAX;
	t.y0 = (h - t.h * m->rows) / 2;
	t.x0 = (w - t.w * m->cols) / 2;
	return t;
}

bool
map_tiles_fit(const struct map_model *m, int h, int w)
{
	struct tile t = measure(m, h, w);

	return t.h >= MICRO_H && t.w >= MICRO_W;
}

/* What there would have to be for tiles of the smallest size. */
void
map_tiles_need(const struct map_model *m, int *h, int *w)
{
	*h = m->rows * MICRO_H;
	*w = m->cols * MICRO_W;
}

/* The selected tile has a heavy frame, so that it is found without colour. */
static void
frame(struct canvas *c, enum paint_role role, bool selected)
{
	static const char *const heavy[3][6] = {
		[GLYPHS_RICH]  = { "\xe2\x94\x8f", "\xe2\x94\x93", "\xe2\x94\x97", "\xe2\x94\x9b",
			"\xe2\x94\x81", "\xe2\x94\x83" },
		[GLYPHS_PLAIN] = { "#", "#", "#", "#", "=", "#" },
		[GLYPHS_ASCII] = { "#", "#", "#", "#", "=", "#" },
	};
	const char *const *k = heavy[c->tier];

	canvas_box(c, 0, 0, c->h, c->w, role, "");
	if (!selected)
		return;
	canvas_fill(c, 0, 1, 1, c->w - 2, role, k[4]);
	canvas_fill(c, c->h - 1, 1, 1, c->w - 2, role, k[4]);
	canvas_fill(c, 1, 0, c->h - 2, 1, role, k[5]);
	canvas_fill(c, 1, c->w - 1, c->h - 2, 1, role, k[5]);
	canvas_fill(c, 0, 0, 1, 1, role, k[0]);
	canvas_fill(c, 0, c->w - 1, 1, 1, role, k[1]);
	canvas_fill(c, c->h - 1, 0, 1, 1, role, k[2]);
	canvas_fill(c, c->h - 1, c->w - 1, 1, 1, role, k[3]);
}

static enum paint_role
frame_role(enum lamp lamp, bool selected)
{
	if (lamp >= LAMP_YELLOW)
		return lamp_role(lamp);
	return selected ? PAINT_BORDER_FOCUS : PAINT_BORDER;
}

/* Name, ~ when something is queued, lamp word and value on the first row; the name is cut when short of room. */
static void
heading(const struct map_model *m, int i, struct canvas *c, int x, int right, const char *value)
{
	const struct standing *s = &m->t.list[i];
	enum lamp lamp = m->readings[i].lamp;
	int lw = text_width(_(lamp_word(lamp))), vw = text_width(value), at = x;
	int room = right - x - 1 - 1 - lw - (s->pending > 0 ? 1 : 0);
	char whole[16];

	/* A name that does not fit beside 82.6% may beside 82%; the bar says it anyway. */
	if (vw > 0 && text_width(s->name) > room - vw - 1) {
		snprintf(whole, sizeof whole, "%d%%", whole_percent(m->readings[i].bp));
		value = m->readings[i].bp < 0 || text_width(s->name) > room - text_width(whole) - 1 ? "" : whole;
		vw = text_width(value);
	}
	room -= vw > 0 ? vw + 1 : 0;

	at += canvas_put(c, 0, at, 1, i == m->sel ? PAINT_SELECTED : PAINT_NORMAL, i == m->sel ? ">" : " ");
	at += canvas_put(c, 0, at, room, i == m->sel ? PAINT_SELECTED : PAINT_NORMAL, s->name);
	if (s->pending > 0)
		at += canvas_put(c, 0, at, 1, PAINT_PENDING, "~");
	at += canvas_put(c, 0, at, 1, PAINT_NORMAL, " ");
	at += canvas_put(c, 0, at, lw, lamp_role(lamp), _(lamp_word(lamp)));
	if (at < right - vw)
		canvas_put(c, 0, at, 1, PAINT_NORMAL, " ");
	if (vw > 0) {
		if (right - vw - 1 >= at)
			canvas_put(c, 0, right - vw - 1, 1, PAINT_NORMAL, " ");
		canvas_put(c, 0, right - vw, vw, m->readings[i].few ? PAINT_DIM : PAINT_NORMAL, value);
	}
}

static void
value_bar(const struct map_model *m, int i, struct canvas *c, int y, int x, int w)
{
	const struct reading *r = &m->readings[i];
	int pct = r->bp < 0 ? 0 : r->bp / 100;
	char signs[STRIP_CELLS_MAX + 1];
	const char *strip = strips_of(&m->strips, m->t.list[i].code, signs);
	int lights = (int)strlen(strip);

	/* The bar gives way to the lights, but not below what can be read. */
	if (lights > 0 && w - lights - 1 >= 8) {
		w -= lights + 1;
		strip_paint(c, y, x + w + 1, lights, strip);
	}
	bar_paint(c, y, x, w, pct, r->pace >= 0 ? r->pace / 100 : BAR_NO_PACE, r->few ? PAINT_DIM : lamp_role(r->lamp));
}

/* "逾期5" and "未销9", the first in red. */
static void
counts(const struct standing *s, struct canvas *c, int y, int x, int right)
{
	char text[48];
	int used = 0;

	if (s->issues.overdue > 0) {
		snprintf(text, sizeof text, _("%d overdue"), s->issues.overdue);
		used = canvas_put(c, y, x, right - x, PAINT_LAMP_RED, text);
	}
	snprintf(text, sizeof text, _("live %d"), s->issues.open);
	if (text_width(text) + used + 1 <= right - x)
		canvas_put(c, y, right - text_width(text), text_width(text), PAINT_DIM, text);
}

/* 参保80 待遇71 ...: the four fronts, each in its lamp's role. */
static void
fronts(const struct map_model *m, int i, struct canvas *c, int y, int x, int w)
{
	int each = m->t.front_count > 0 ? w / m->t.front_count : w;

	for (int f = 0; f < m->t.front_count && each >= 2; f++) {
		struct reading r;
		char text[64];
		const char *name = m->t.fronts[f].name;
		standing_read(&m->t.list[i], METRIC_PROGRESS, f, &m->t.yard, &r);
		/* 参保绿 where there is room for it, else only 绿 */
		snprintf(text, sizeof text, "%.*s%s", each >= 6 ? (int)text_fit(name, each >= 7 ? 4 : 2) : 0, name,
		         _(lamp_word(r.lamp)));
		canvas_put(c, y, x + f * each, each, lamp_role(r.lamp), text);
	}
}

static void
trend(const struct map_model *m, int i, struct canvas *c, int y, int x, int w)
{
	int values[PROGRESS_DAYS], used;
	const struct track *t = m->front == FRONT_ALL ? &m->t.list[i].all : &m->t.list[i].fronts[m->front];

	for (int day = 0; day < PROGRESS_DAYS; day++)
		values[PROGRESS_DAYS - 1 - day] = t->bp[day] >= 0 ? t->bp[day] : SPARK_NONE;
	used = canvas_putf(c, y, x, w, PAINT_DIM, _("14 days "));
	spark_paint(c, y, x + used, w - used - 7 < PROGRESS_DAYS ? w - used - 7 : PROGRESS_DAYS, values, PROGRESS_DAYS,
	            0, 0, PAINT_CHART);
	if (t->bp[0] >= 0 && t->bp[PROGRESS_DAYS - 1] >= 0) {
		int gap = shown_gap(t->bp[0], t->bp[PROGRESS_DAYS - 1]);
		struct figure change = change_text(gap);
		int cw = text_width(change.text);
		canvas_put(c, y, x + w - cw, cw, gap > 0 ? PAINT_NORMAL : PAINT_WARN, change.text);
	}
}

static void
oldest(const struct map_model *m, int i, struct canvas *c, int y, int x, int w)
{
	const struct standing *s = &m->t.list[i];

	if (s->issues.oldest != CIVIL_NONE)
		canvas_putf(c, y, x, w, PAINT_DIM, _("oldest overdue %d days"), m->t.today - s->issues.oldest);
	else if (s->issues.due_soon > 0)
		canvas_putf(c, y, x, w, PAINT_LAMP_YELLOW, _("%d due soon"), s->issues.due_soon);
}

/* "80.4%  3/5": the value and, for rates, what it is made of. */
static void
value_line(const struct map_model *m, int i, struct canvas *c, int y, int x, int w)
{
	const struct reading *r = &m->readings[i];
	struct figure value = reading_text(r), change = change_text(r->shown_day);
	int used = canvas_put(c, y, x, w, r->few ? PAINT_DIM : PAINT_TITLE, value.text);

	if (r->whole > 0)
		canvas_putf(c, y, x + used + 1, w - used - 1, PAINT_DIM, "%ld/%ld", r->part, r->whole);
	else if (change.text[0] != '\0' && w - used > 12)
		canvas_putf(c, y, x + used + 1, w - used - 1, PAINT_DIM, _("day %s"), change.text);
}

static void
paint_big(const struct map_model *m, int i, struct canvas *c)
{
	int w = c->w - 4, y = 1, last = c->h - 2;

	value_line(m, i, c, y, 2, w);
	y += c->h >= 8;
	value_bar(m, i, c, ++y, 2, w);
	y += c->h >= 9;
	if (m->t.front_count > 1 && y < last - 1)
		fronts(m, i, c, ++y, 2, w);
	if (m->metric == METRIC_PROGRESS && y < last - 1)
		trend(m, i, c, ++y, 2, w);
	else if (y < last - 1)
		oldest(m, i, c, ++y, 2, w);
	counts(&m->t.list[i], c, last, 2, c->w - 2);
}

static void
paint_medium(const struct map_model *m, int i, struct canvas *c)
{
	struct figure value = reading_text(&m->readings[i]);
	int vw = text_width(value.text);

	canvas_put(c, 1, 1, vw, m->readings[i].few ? PAINT_DIM : PAINT_TITLE, value.text);
	if (m->metric == METRIC_PROGRESS)
		fronts(m, i, c, 1, c->w - 1 - 2 * m->t.front_count, 2 * m->t.front_count);
	else if (m->readings[i].whole > 0) {
		char part[32];
		snprintf(part, sizeof part, "%ld/%ld", m->readings[i].part, m->readings[i].whole);
		if (text_width(part) + vw + 1 <= c->w - 2)
			canvas_put(c, 1, c->w - 1 - text_width(part), text_width(part), PAINT_DIM, part);
	}
	value_bar(m, i, c, 2, 1, c->w - 2);
	counts(&m->t.list[i], c, c->h - 2, 1, c->w - 1);
}

/* Three rows: the frame itself carries name and counts. */
static void
paint_small(const struct map_model *m, int i, struct canvas *c)
{
	const struct standing *s = &m->t.list[i];
	char text[48];
	int w, used = 0;

	value_bar(m, i, c, 1, 1, c->w - 2);
	if (s->issues.overdue > 0) {
		snprintf(text, sizeof text, _("%d overdue"), s->issues.overdue);
		w = text_width(text);
		canvas_put(c, c->h - 1, 2, w, PAINT_LAMP_RED, text);
		used = w + 1;
	}
	snprintf(text, sizeof text, _("live %d"), s->issues.open);
	w = text_width(text);
	if (2 + used + w + 2 <= c->w)
		canvas_put(c, c->h - 1, c->w - 2 - w, w, PAINT_DIM, text);
}

/* ">name~", cut to what is left of `room`; returns where it ends. */
static int
name_of(const struct map_model *m, int i, struct canvas *c, int room)
{
	const struct standing *s = &m->t.list[i];
	enum paint_role role = i == m->sel ? PAINT_SELECTED : PAINT_NORMAL;
	int at = canvas_put(c, 0, 0, 1, role, i == m->sel ? ">" : " ");

	at += canvas_put(c, 0, at, room - at - (s->pending > 0), role, s->name);
	return s->pending > 0 ? at + canvas_put(c, 0, at, 1, PAINT_PENDING, "~") : at;
}

static int
lamp_at(const struct map_model *m, int i, struct canvas *c, int y, int x)
{
	const char *word = _(lamp_word(m->readings[i].lamp));

	return x + canvas_put(c, y, x, text_width(word), lamp_role(m->readings[i].lamp), word);
}

/* How many are overdue, at the right of a row, when what stands there ends at `x`. */
static void
overdue_at(const struct map_model *m, int i, struct canvas *c, int y, int x)
{
	char text[16];
	int w;

	if (m->t.list[i].issues.overdue == 0)
		return;
	snprintf(text, sizeof text, "%d", m->t.list[i].issues.overdue);
	w = text_width(text);
	if (c->w - 1 - w >= x)
		canvas_put(c, y, c->w - 1 - w, w, PAINT_LAMP_RED, text);
}

static int
overdue_width(const struct map_model *m, int i)
{
	int n = m->t.list[i].issues.overdue;

	return n == 0 ? 0 : n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : 4;
}

/* The blanks beside the lamp go before a letter of the name does. */
static void
paint_tiny(const struct map_model *m, int i, struct canvas *c)
{
	const struct reading *r = &m->readings[i];
	struct figure value = reading_text(r);
	int vw = text_width(value.text), lw = text_width(_(lamp_word(r->lamp))), ow = overdue_width(m, i);
	int room = c->w - 1 - lw - ow, at = name_of(m, i, c, room);

	at = lamp_at(m, i, c, 0, at < room ? at + 1 : at);
	overdue_at(m, i, c, 0, at);
	value_bar(m, i, c, 1, 1, c->w - vw - 3);
	canvas_put(c, 1, c->w - 1 - vw, vw, r->few ? PAINT_DIM : PAINT_NORMAL, value.text);
}

/* "82%", where there is room; nothing without a value, which the lamp says. */
static int
whole_at(const struct map_model *m, int i, struct canvas *c, int y, int x)
{
	const struct reading *r = &m->readings[i];
	char text[16];
	int w;

	if (r->bp < 0)
		return x;
	snprintf(text, sizeof text, "%d%%", whole_percent(r->bp));
	w = text_width(text);
	return x + w < c->w ? x + canvas_put(c, y, x, w, r->few ? PAINT_DIM : PAINT_NORMAL, text) : x;
}

static void
paint_mini(const struct map_model *m, int i, struct canvas *c)
{
	int ow = overdue_width(m, i), at;

	name_of(m, i, c, c->w - 1);
	at = lamp_at(m, i, c, 1, 1);
	at = whole_at(m, i, c, 1, at + 4 + (ow > 0 ? ow + 1 : 0) <= c->w - 1 ? at + 1 : at);    /* "99%" and a blank */
	overdue_at(m, i, c, 1, at + 1);
}

/* One row; the value where the name leaves room. */
static void
paint_micro(const struct map_model *m, int i, struct canvas *c)
{
	int room = c->w - 1 - text_width(_(lamp_word(m->readings[i].lamp))), at = name_of(m, i, c, room);

	at = lamp_at(m, i, c, 0, at < room ? at + 1 : at);
	if (at < c->w - 1)
		at = whole_at(m, i, c, 0, at);
	overdue_at(m, i, c, 0, at + 1);
}

static void
paint_tile(const struct map_model *m, int i, struct canvas *c)
{
	struct figure value = reading_text(&m->readings[i]);
	bool selected = i == m->sel;

	if (c->h < MINI_H)
		paint_micro(m, i, c);
	else if (c->w < TINY_W)
		paint_mini(m, i, c);
	else if (c->h < SMALL_H || c->w < FRAMED_W)
		paint_tiny(m, i, c);
	if (c->h < SMALL_H || c->w < FRAMED_W)
		return;
	frame(c, frame_role(m->readings[i].lamp, selected), selected);
	heading(m, i, c, 1, c->w - 2, c->h < MEDIUM_H ? value.text : "");
	if (c->h >= BIG_H && c->w >= BIG_W)
		paint_big(m, i, c);
	else if (c->h >= MEDIUM_H)
		paint_medium(m, i, c);
	else
		paint_small(m, i, c);
}

void
map_paint_tiles(const struct map_model *m, struct canvas *c)
{
	struct tile t = measure(m, c->h, c->w);
	int gap = t.h >= SMALL_H && t.w > FRAMED_W ? 1 : 0;

	for (int i = 0; i < m->t.count; i++) {
		struct canvas tile = canvas_view(c, t.y0 + m->places[i].row * t.h, t.x0 + m->places[i].col * t.w, t.h,
		                                 t.w - gap);
		paint_tile(m, i, &tile);
		if (i == m->sel)
			canvas_cursor(&tile, 0, 1);
	}
}

/* Where places cannot stand where they are: one after the other, and how many there is no room for. */
static void
names_in_order(const struct map_model *m, struct canvas *c)
{
	int each = 12, columns = c->w / each, room = columns * c->h, shown = m->t.count <= room ? m->t.count : room - 1;

	for (int i = 0; i < shown; i++)
		canvas_putf(c, i / columns, i % columns * each, each - 1, i == m->sel ? PAINT_SELECTED : PAINT_DIM,
		            "%s%s", i == m->sel ? ">" : " ", m->t.list[i].name);
	if (shown >= 0 && shown < m->t.count)
		canvas_putf(c, shown / columns, shown % columns * each, each - 1, PAINT_DIM, _(" %d places more"),
		            m->t.count - shown);
}

void
map_paint_names(const struct map_model *m, struct canvas *c)
{
	struct tile t = measure(m, c->h, c->w);

	if (t.h < 1 || t.w < MICRO_W) {
		names_in_order(m, c);
		return;
	}
	for (int i = 0; i < m->t.count; i++) {
		int y = t.y0 + m->places[i].row * t.h, x = t.x0 + m->places[i].col * t.w;
		enum paint_role role = i == m->sel ? PAINT_SELECTED : PAINT_DIM;
		int used = canvas_put(c, y, x, 1, role, i == m->sel ? ">" : " ");
		canvas_put(c, y, x + used, t.w - used - 1, role, m->t.list[i].name);
		if (i == m->sel)
			canvas_cursor(c, y, x);
	}
}
