
#include "console/term/draw_in.h"

/*
 * Cells are compared by what they look like: a blank shows its background only,
 * so it may be drawn with whatever colours are on while that is the same.
 */
enum { REST = -1, GIVEN = -1, BACK_MOST = 3, GAP_BYTES = 5, ERASE_MIN = 10, REPEAT_MIN = 8 };

/* ---- pens and the cursor ------------------------------------------------------ */

void
draw_use(struct draw *d, int pen)
{
	if (pen == d->pen)
		return;
	pen_change(&d->pens, d->pen, pen, &d->out);
	d->pen = pen;
}

static size_t
number(char *out, int n)
{
	char digits[12];
	size_t len = 0, i = sizeof digits;

	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	for (; i < sizeof digits; i++)
		out[len++] = digits[i];
	return len;
}

void
draw_control(struct draw *d, int a, int b, char letter)
{
	char text[32] = "\033[";
	size_t n = 2 + number(text + 2, a);

	if (b >= 0) {
		text[n++] = ';';
		n += number(text + n, b);
	}
	text[n++] = letter;
	bytes_add(&d->out, text, n);
}

/* Along the row by the shorter of the two; by distance only where both sides agree on where the cursor is. */
static bool
go_along(struct draw *d, int x)
{
	if (x == 0) {
		bytes_add(&d->out, "\r", 1);
	} else if (d->at.sure && x > d->at.x && d->cuf == 'C' && (x - d->at.x < 10 || d->hpa == '\0')) {
		draw_control(d, x - d->at.x, -1, d->cuf);
	} else if (d->hpa == 'G') {
		draw_control(d, x + 1, -1, d->hpa);
		d->at.sure = true;
	} else {
		return false;
	}
	d->at.sure |= x == 0;
	return true;
}

/* To the next row: its beginning, straight down, some columns back, or by the column's number. */
static bool
go_below(struct draw *d, int x)
{
	int back = d->at.x - x;

	if (x == 0) {
		bytes_add(&d->out, "\r\n", 2);
	} else if (d->at.sure && back >= 0 && back <= BACK_MOST) {
		bytes_add(&d->out, "\n\b\b\b", 1 + (size_t)back);
	} else if (d->hpa == 'G') {
		bytes_add(&d->out, "\n", 1);
		draw_control(d, x + 1, -1, d->hpa);
	} else {
		return false;
	}
	d->at.sure = true;
	return true;
}

void
draw_to(struct draw *d, int y, int x)
{
	if (d->at.y == y && d->at.x == x)
		return;
	if (!d->msgr)
		draw_use(d, 0);
	if (d->at.y >= 0 && d->at.y == y && go_along(d, x)) {
		d->at.x = x;
		return;
	}
	if (d->at.y < 0 || y != d->at.y + 1 || !go_below(d, x)) {
		draw_control(d, y + 1, x + 1, d->cup);
		d->at.sure = true;
	}
	d->at.y = y;
	d->at.x = x;
}

/* ---- cells ---------------------------------------------------------------------- */

static bool
is_blank(const struct cell *c)
{
	return c->utf8[0] == ' ' && c->utf8[1] == '\0';
}

static bool
erasable(const struct draw *d, const struct cell *c)
{
	return is_blank(c) && d->pens.of[c->role].empty && (d->bce || d->pens.of[c->role].bg < 0);
}

static bool
same(const struct draw *d, const struct cell *a, const struct cell *b)
{
	const struct pen *p = &d->pens.of[a->role], *q = &d->pens.of[b->role];

	if (memcmp(a, b, sizeof *a) == 0)
		return true;
	if (memcmp(a->utf8, b->utf8, sizeof a->utf8) != 0 || a->width != b->width)
		return false;
	return p->id == q->id || (is_blank(a) && p->empty && q->empty && p->bg == q->bg);
}

/* Cells from x on, before `end`, that are drawn alike. */
static int
run_of(const struct draw *d, const struct cell *row, int x, int end)
{
	int n = 1;

	while (x + n < end && same(d, &row[x], &row[x + n]))
		n++;
	return n;
}

/* The pen that is on will do for a blank when it leaves the same behind. */
static void
pen_for(struct draw *d, const struct cell *c)
{
	const struct pen *want = &d->pens.of[c->role], *on = d->pen >= 0 ? &d->pens.by_id[d->pen] : NULL;

	if (on == NULL || !is_blank(c) || !want->empty || !on->empty || want->bg != on->bg)
		draw_use(d, want->id);
}

/* ASCII, Han, and the lines and blocks of which the terminal was asked: as wide everywhere as here. */
static bool
sure_width(const struct cell *c)
{
	const unsigned char *u = (const unsigned char *)c->utf8;

	return u[0] < 0x80 ? u[1] == '\0' : (u[0] >= 0xE4 && u[0] <= 0xE9 && u[3] == '\0') ||
	       (u[0] == 0xE2 && u[1] >= 0x94 && u[1] <= 0x96 && u[3] == '\0');
}

static void
advance(struct draw *d, const struct cell *c, int cells)
{
	d->at.x += cells;
	d->at.sure &= sure_width(c);
	if (d->at.x >= d->shown.w)
		d->at.y = -1;                              /* at the margin terminals differ */
}

/* `n` cells drawn alike; returns how many it did. */
static int
give_run(struct draw *d, const struct cell *row, int y, int x, int n, bool last)
{
	const struct cell *c = &row[x];
	int most = d->shown.w - 2 - x;                  /* repeated into the margin it is not the same everywhere */
	size_t len = strlen(c->utf8);

	if (n >= (last ? ERASE_MIN / 2 : ERASE_MIN) && d->ech == 'X' && erasable(d, c)) {
		draw_to(d, y, x);
		pen_for(d, c);
		draw_control(d, n, -1, d->ech);
		return n;
	}
	draw_to(d, y, x);
	pen_for(d, c);
	bytes_add(&d->out, c->utf8, len);
	advance(d, c, c->width);
	n = n < most ? n : most;
	if (!d->repeat || c->width != 1 || n < 3 || (size_t)n * len < REPEAT_MIN)
		return 1;
	draw_control(d, n - 1, -1, 'b');
	advance(d, c, n - 1);
	return n;
}

/* What it costs to write cells that are right already instead of moving over them. */
static int
gap_cost(const struct draw *d, const struct cell *row, int x, int end)
{
	const struct pen *first = &d->pens.of[row[x - 1].role];
	int bytes = 0;

	for (; x < end && bytes <= GAP_BYTES; x++) {
		const struct pen *p = &d->pens.of[row[x].role];
		bytes += (int)strlen(row[x].utf8);
		if (p->id != first->id && !(is_blank(&row[x]) && p->empty && first->empty && p->bg == first->bg))
			return GAP_BYTES + 1;
	}
	return bytes;
}

int
draw_tail(const struct draw *d, const struct cell *row)
{
	int w = d->shown.w, x = w;

	while (d->el[0] != '\0' && x > 0 && erasable(d, &row[x - 1]) && same(d, &row[x - 1], &row[w - 1]))
		x--;
	return x;
}

/* ---- what is new in the frame, piece by piece ----------------------------------- */

static void
piece(struct draw *d, int y, int x, int end, int pen)
{
	d->pieces[d->piece_count++] = (struct piece){ (short)y, (short)x, (short)end, (short)pen, -1 };
}

/* Whether a blank may be written with a pen. */
static bool
will_do(const struct draw *d, const struct cell *blank, int pen)
{
	const struct pen *want = &d->pens.of[blank->role], *with = &d->pens.by_id[pen];

	return want->empty && with->empty && want->bg == with->bg;
}

/* Cut where the pen changes; blanks go with the piece before, or else behind, where they look the same. */
static void
cut_by_pen(struct draw *d, const struct cell *row, int y, int from, int end)
{
	int pen = -1, begin = from;

	for (int x = from; x < end; x++) {
		bool blank = is_blank(&row[x]);
		int id = d->pens.of[row[x].role].id;
		if (id == pen || row[x].width == 0 || (blank && pen >= 0 && will_do(d, &row[x], pen)))
			continue;
		for (int k = x; blank && k < end; k++)
			if (!is_blank(&row[k])) {
				id = will_do(d, &row[x], d->pens.of[row[k].role].id) ? d->pens.of[row[k].role].id : id;
				break;
			}
		if (pen >= 0)
			piece(d, y, begin, x, pen);
		begin = x;
		pen = id;
	}
	piece(d, y, begin, end, pen);
}

void
draw_find(struct draw *d, const struct cell *now, const struct cell *old, int y)
{
	int w = d->shown.w, tail = draw_tail(d, now), erase = tail;

	while (erase < w && same(d, &now[erase], &old[erase]))
		erase++;
	if (w - erase < 4)
		tail = erase = w;                       /* so few are written as they are */
	for (int x = 0; x < tail; ) {
		int end = x + 1, next;
		if (same(d, &now[x], &old[x])) {
			x++;
			continue;
		}
		while (x > 0 && now[x].width == 0)      /* the right half of a wide character begins at its left half */
			x--;
		for (;;) {
			while (end < tail && (now[end].width == 0 || !same(d, &now[end], &old[end])))
				end++;
			for (next = end; next < tail && same(d, &now[next], &old[next]); next++) { }
			if (next >= tail || gap_cost(d, now, end, next) > GAP_BYTES)
				break;
			end = next;
		}
		cut_by_pen(d, now, y, x, end);
		x = end;
	}
	if (erase < w)
		piece(d, y, erase, REST, d->pens.of[now[erase].role].id);
}

/* ---- pieces given, in the order that costs less ------------------------------------ */

static void
give(struct draw *d, const struct cell *row, int y, int from, int end)
{
	for (int x = from; x < end; ) {
		int n = row[x].width == 1 ? run_of(d, row, x, end) : 1;
		if (row[x].width == 0 || (y == d->shown.h - 1 && x + row[x].width == d->shown.w && !d->corner))
			x++;
		else
			x += give_run(d, row, y, x, n, x + n == end);
	}
}

static void
give_piece(struct draw *d, const struct canvas *frame, const struct piece *p)
{
	const struct cell *row = draw_row(frame, p->y);

	if (p->end != REST) {
		give(d, row, p->y, p->x, p->end);
		return;
	}
	draw_to(d, p->y, p->x);
	pen_for(d, &row[p->x]);
	bytes_add(&d->out, d->el, strlen(d->el));
}

static void
give_by_row(struct draw *d, const struct canvas *frame)
{
	for (int i = 0; i < d->piece_count; i++)
		give_piece(d, frame, &d->pieces[i]);
}

/* The piece of this pen that begins below the cursor or just left of that: borders and columns go straight down. */
static int
below(const struct draw *d, int i)
{
	int y = d->pieces[i].y + 1;

	for (i = d->pieces[i].next; d->at.y >= 0 && i >= 0 && d->pieces[i].y <= y; i = d->pieces[i].next) {
		int back = d->at.x - d->pieces[i].x;
		if (d->pieces[i].y == y && d->pieces[i].pen != GIVEN && back >= 0 && back <= BACK_MOST)
			return i;
	}
	return -1;
}

/* Each pen once, the one that is on first: moving the cursor costs less than changing the colours. */
static void
give_by_pen(struct draw *d, const struct canvas *frame)
{
	int pens = d->pens.count, first = d->pen >= 0 ? d->pen : 0;

	int begin[PEN_ROLES];

	for (int k = 0; k < pens; k++)
		begin[k] = -1;
	for (int i = d->piece_count - 1; i >= 0; i--) {
		d->pieces[i].next = begin[d->pieces[i].pen];
		begin[d->pieces[i].pen] = i;
	}
	for (int k = 0; k < pens; k++)
		for (int i = begin[(first + k) % pens]; i >= 0; i = d->pieces[i].next)
			for (int at = i; at >= 0 && d->pieces[at].pen != GIVEN; at = below(d, at)) {
				give_piece(d, frame, &d->pieces[at]);
				d->pieces[at].pen = GIVEN;
			}
}

void
draw_give(struct draw *d, const struct canvas *frame)
{
	struct at from = d->at, to;
	int pen = d->pen, last;
	size_t begin = d->out.n, half;

	give_by_row(d, frame);
	if (d->piece_count < 3)
		return;
	half = d->out.n;
	to = d->at;
	last = d->pen;
	d->at = from;
	d->pen = pen;
	give_by_pen(d, frame);
	if (d->out.n - half < half - begin) {           /* the second way is the shorter one */
		memmove(d->out.text + begin, d->out.text + half, d->out.n - half);
		d->out.n -= half - begin;
	} else {
		d->out.n = half;
		d->at = to;
		d->pen = last;
	}
}
