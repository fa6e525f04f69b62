/*
 * The map as territory: no boundary data is needed, every dot belongs to the
 * nearest tile centre (Voronoi), within reach of some centre, along a gently
 * bent grid so that borders look like borders.  The lamp is the density of
 * dots: red dense, yellow sparse, green empty.  Drawn in braille.
 */

#include <math.h>

#include "screens/kit/dots.h"
#include "screens/figures/map.h"

enum { NOBODY = 255, LABELS_MAX = 250, CELL_MIN_H = 3, CELL_MIN_W = 12, LABEL_TRIES = 9 };

/* How far, in tiles, land reaches from its centre; and the sea left around the tiles. */
static const double reach = 0.72, margin = 0.2;

struct land {
	int h, w;                  /* in dots */
	uint8_t *owner;            /* index of the township, NOBODY outside the county */
};

bool
territory_fits(const struct map_model *m, int h, int w)
{
	return m->t.count <= LABELS_MAX && m->rows > 0 && h / m->rows >= CELL_MIN_H && w / m->cols >= CELL_MIN_W;
}

void
territory_needs(const struct map_model *m, int *h, int *w)
{
	*h = m->rows * CELL_MIN_H;
	*w = m->cols * CELL_MIN_W;
}

/* A centre moved off its grid point by a little that depends on the code alone. */
static double
jitter(const char *code, unsigned seed)
{
	unsigned hash = 2166136261u ^ seed;

	for (; *code != '\0'; code++)
		hash = (hash ^ (unsigned char)*code) * 16777619u;
	return ((double)(hash >> 8 & 0xFFFF) / 65535.0 - 0.5) * 0.36;
}

static int
nearest(const struct map_model *m, const double *cy, const double *cx, double y, double x)
{
	double best = reach * reach;
	int owner = NOBODY;

	for (int i = 0; i < m->t.count; i++) {
		double dy = y - cy[i], dx = x - cx[i], d = dy * dy + dx * dx;
		if (d < best) {
			best = d;
			owner = i;
		}
	}
	return owner;
}

static int
land_init(struct land *land, const struct map_model *m, int h, int w)
{
	double cy[LABELS_MAX], cx[LABELS_MAX];

	*land = (struct land){ .h = h * 4, .w = w * 2, .owner = malloc((size_t)h * (size_t)w * 8) };
	if (land->owner == NULL)
		return -1;
	for (int i = 0; i < m->t.count; i++) {
		cy[i] = m->places[i].row + 0.5 + jitter(m->t.list[i].code, 1);
		cx[i] = m->places[i].col + 0.5 + jitter(m->t.list[i].code, 7);
	}
	for (int y = 0; y < land->h; y++) {
		double v = (y + 0.5) * (m->rows + 2 * margin) / land->h - margin;
		for (int x = 0; x < land->w; x++) {
			double u = (x + 0.5) * (m->cols + 2 * margin) / land->w - margin;
			/* Bend the grid: slow waves, the same for every county. */
			double by = v + 0.07 * sin(u * 3.1 + 0.6) + 0.03 * sin(u * 9.7 + v * 2.3);
			double bx = u + 0.07 * sin(v * 2.7 + 1.9) + 0.03 * sin(v * 8.9 + u * 1.7);
			land->owner[y * land->w + x] = (uint8_t)nearest(m, cy, cx, by, bx);
		}
	}
	return 0;
}

static int
owner_at(const struct land *land, int y, int x)
{
	return y < 0 || x < 0 || y >= land->h || x >= land->w ? NOBODY : land->owner[y * land->w + x];
}

static bool
is_border(const struct land *land, int y, int x)
{
	int own = owner_at(land, y, x);

	if (own == NOBODY)
		return false;
	return owner_at(land, y, x + 1) != own || owner_at(land, y + 1, x) != own ||
	       owner_at(land, y - 1, x) == NOBODY || owner_at(land, y, x - 1) == NOBODY;
}

/* Is the dot one that this lamp lights? */
static bool
lit(enum lamp lamp, int y, int x)
{
	switch (lamp) {
	case LAMP_MAGENTA:
	case LAMP_RED:    return (y + x) % 2 == 0;
	case LAMP_YELLOW: return y % 4 == 1 && (x + (y / 4 % 2) * 2) % 4 == 0;
	default:          return false;
	}
}

static void
fill(const struct map_model *m, const struct land *land, struct dots *d)
{
	for (int y = 0; y < land->h; y++)
		for (int x = 0; x < land->w; x++) {
			int own = owner_at(land, y, x);
			enum lamp lamp;
			bool near = false;
			if (own == NOBODY || !lit(lamp = m->readings[own].lamp, y, x))
				continue;
			for (int k = 0; k < 9 && !near; k++)         /* a dot of air beside every border */
				near = is_border(land, y + k / 3 - 1, x + k % 3 - 1);
			if (!near)
				dots_set(d, y, x, lamp_role(lamp));
		}
}

static void
outline(const struct map_model *m, const struct land *land, struct dots *d)
{
	for (int pass = 0; pass < 2; pass++)                 /* the selected one last: its role wins the shared cells */
		for (int y = 0; y < land->h; y++)
			for (int x = 0; x < land->w; x++) {
				bool mine = owner_at(land, y, x) == m->sel || owner_at(land, y, x + 1) == m->sel ||
				            owner_at(land, y + 1, x) == m->sel;
				if (mine == (pass == 1) && is_border(land, y, x))
					dots_set(d, y, x, mine ? PAINT_BORDER_FOCUS : PAINT_BORDER);
			}
}

/* ---- labels ------------------------------------------------------------------- */

struct label { int y, x, h, w; char name[64], value[32]; };

static void
label_of(const struct map_model *m, int i, bool two, struct label *l)
{
	const struct reading *r = &m->readings[i];
	const char *mark = m->t.list[i].pending > 0 ? "~" : "";
	struct figure value = reading_text(r);

	snprintf(l->name, sizeof l->name, "%s%s%s%s", i == m->sel ? ">" : "", m->t.list[i].name, mark,
	         i == m->sel ? "<" : "");
	snprintf(l->value, sizeof l->value, "%s%s", value.text, _(lamp_word(r->lamp)));
	l->h = two ? 2 : 1;
	l->w = two ? (text_width(l->name) > text_width(l->value) ? text_width(l->name) : text_width(l->value)) :
	             text_width(l->name) + 1 + text_width(l->value);
}

/* Where most of the land is: the mean of its dots, in cells. */
static void
middle(const struct land *land, int i, int *cy, int *cx)
{
	long sy = 0, sx = 0, n = 0;

	for (int y = 0; y < land->h; y += 2)
		for (int x = 0; x < land->w; x += 2)
			if (owner_at(land, y, x) == i) {
				sy += y;
				sx += x;
				n++;
			}
	*cy = n > 0 ? (int)(sy / n / 4) : 0;
	*cx = n > 0 ? (int)(sx / n / 2) : 0;
}

static bool
collides(const struct label *labels, int count, const struct label *l)
{
	for (int i = 0; i < count; i++)
		if (l->y < labels[i].y + labels[i].h && labels[i].y < l->y + l->h &&
		    l->x <= labels[i].x + labels[i].w && labels[i].x <= l->x + l->w)
			return true;
	return false;
}

/* At the middle, else the nearest free spot around it; without one the label stays away. */
static bool
place_label(struct label *l, const struct label *labels, int count, int cy, int cx, int h, int w)
{
	static const int dy[LABEL_TRIES] = { 0, 0, 0, -1, 1, -1, 1, -2, 2 };
	static const int dx[LABEL_TRIES] = { 0, 3, -3, 0, 0, 4, -4, 0, 0 };

	for (int k = 0; k < LABEL_TRIES; k++) {
		l->y = cy - l->h / 2 + dy[k];
		l->x = cx - l->w / 2 + dx[k];
		l->y = l->y < 0 ? 0 : l->y + l->h > h ? h - l->h : l->y;
		l->x = l->x < 0 ? 0 : l->x + l->w > w ? w - l->w : l->x;
		if (!collides(labels, count, l))
			return true;
	}
	return false;
}

static void
paint_label(const struct map_model *m, int i, const struct label *l, struct canvas *c)
{
	enum paint_role role = i == m->sel ? PAINT_SELECTED : PAINT_TITLE;
	int nw = text_width(l->name), vw = text_width(l->value);

	canvas_put(c, l->y, l->h == 2 ? l->x + (l->w - nw) / 2 : l->x, nw, role, l->name);
	if (l->h == 1)
		canvas_put(c, l->y, l->x + nw, 1, PAINT_NORMAL, " ");
	canvas_put(c, l->y + l->h - 1, l->h == 2 ? l->x + (l->w - vw) / 2 : l->x + nw + 1, vw,
	           lamp_role(m->readings[i].lamp), l->value);
	if (i == m->sel)
		canvas_cursor(c, l->y, l->x);
}

static void
paint_labels(const struct map_model *m, const struct land *land, struct canvas *c)
{
	struct label labels[LABELS_MAX];
	bool two = c->h / m->rows >= 4;
	int count = 0;

	/* The selected one and the worst ones first: they get the best places. */
	for (int pass = 0; pass < 2; pass++)
		for (int rank = m->t.count; rank >= 1; rank--)
			for (int i = 0; i < m->t.count; i++) {
				int cy, cx;
				if (m->rank[i] != rank || (i == m->sel) != (pass == 0))
					continue;
				label_of(m, i, two, &labels[count]);
				middle(land, i, &cy, &cx);
				if (!place_label(&labels[count], labels, count, cy, cx, c->h, c->w))
					continue;
				paint_label(m, i, &labels[count], c);
				count++;
			}
}

void
territory_paint(const struct map_model *m, struct canvas *c)
{
	struct land land;
	struct dots d;

	if (land_init(&land, m, c->h, c->w) != 0)
		return;
	if (dots_init(&d, c->h, c->w) == 0) {
		fill(m, &land, &d);
		outline(m, &land, &d);
		dots_paint(&d, c, 0, 0);
		dots_clear(&d);
		paint_labels(m, &land, c);
	}
	free(land.owner);
}
