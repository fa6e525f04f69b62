#include "console/draw.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

#include "console/pen.h"

/*
 * Cells are compared by what they look like: a blank shows its background only,
 * so it may be drawn with whatever colours are on while that is the same.
 */
enum { REST = -1, GIVEN = -1, BACK_MOST = 3, GAP_BYTES = 5, ERASE_MIN = 10, REPEAT_MIN = 8, SCROLL_ROWS = 4 };

struct draw {
	struct pens    pens;
	struct canvas  shown;
	int           *tails;                           /* of each row of the frame at hand */
	bool           lost;
	struct cap { const char *text; char last; } cup, hpa, cuf, ech, csr;     /* last: it is ESC [ numbers and this letter */
	char           clear[32], el[16], ind[16], ri[16];
	bool           repeat, bce, msgr, corner;       /* corner: the last cell of all may be written */
	struct at {
		int    y, x;                            /* the cursor; y -1: unknown */
		bool   sure;                            /* x is right whatever the terminal thinks of a character's width */
	} at;
	struct piece {                                  /* what is new in the frame; end REST: blanks up to the row's end */
		short  y, x, end, pen;
		int    next;                            /* of the same pen, by rows; -1 none */
	} *pieces;
	int            piece_count;
	int            pen;                             /* -1: unknown */
	struct bytes   out;
};

/* ---- the description -------------------------------------------------------- */

static struct cap
cap_of(const char *name, int a, int b)
{
	struct cap c = { pen_cap(name), '\0' };
	char want[32];
	const char *got = c.text != NULL ? tiparm(c.text, a, b) : "";
	size_t n = strcspn(got, "$");                   /* vt100 asks for a delay that no line needs any more */

	if (n < 4)
		return c;
	int len = b >= 0 ? snprintf(want, sizeof want, "\033[%d;%d%c", a + 1, b + 1, got[n - 1])
	          : snprintf(want, sizeof want, "\033[%d%c", got[n - 1] == 'G' ? a + 1 : a, got[n - 1]);
	c.last = (size_t)len == n && memcmp(want, got, n) == 0 ? got[n - 1] : '\0';
	return c;
}

/* "x ESC [ n-1 b" repeats whatever stands before it. */
static bool
repeats(void)
{
	const char *rep = pen_cap("rep");

	return rep != NULL && strcmp(tiparm(rep, 'x', 9), "x\033[8b") == 0;
}

struct draw *
draw_new(int h, int w)
{
	struct draw *d = calloc(1, sizeof *d);

	if (d == NULL || tigetnum("xmc") > 0 || draw_resize(d, h, w) != 0) {
		free(d);
		return NULL;
	}
	d->cup = cap_of("cup", 4, 10);
	d->hpa = cap_of("hpa", 10, -1);
	d->cuf = cap_of("cuf", 10, -1);
	d->ech = cap_of("ech", 10, -1);
	d->csr = cap_of("csr", 4, 10);
	d->bce = tigetflag("bce") > 0;
	d->msgr = tigetflag("msgr") > 0;
	d->corner = tigetflag("am") <= 0 || tigetflag("xenl") > 0;
	d->lost = true;
	if (!pen_plain_cap("clear", d->clear, sizeof d->clear) || !pen_plain_cap("el", d->el, sizeof d->el) ||
	    !pen_plain_cap("ind", d->ind, sizeof d->ind) || !pen_plain_cap("ri", d->ri, sizeof d->ri) ||
	    d->cup.last != 'H' || d->clear[0] == '\0') {
		draw_free(d);
		return NULL;
	}
	return d;
}

int
draw_theme(struct draw *d, const struct theme *theme)
{
	d->lost = true;
	return pens_init(&d->pens, theme);
}

void
draw_repeat(struct draw *d, bool does)
{
	d->repeat = does && repeats();
}

void
draw_free(struct draw *d)
{
	if (d == NULL)
		return;
	canvas_clear(&d->shown);
	free(d->tails);
	free(d->pieces);
	free(d->out.text);
	free(d);
}

int
draw_resize(struct draw *d, int h, int w)
{
	int *tails = calloc((size_t)h, sizeof *tails);
	struct piece *pieces = calloc((size_t)h * (size_t)(w + 1), sizeof *pieces);
	struct canvas fresh;

	if (tails == NULL || pieces == NULL || canvas_init(&fresh, h, w, GLYPHS_RICH) != 0) {
		free(tails);
		free(pieces);
		return -1;
	}
	canvas_clear(&d->shown);
	free(d->tails);
	free(d->pieces);
	d->shown = fresh;
	d->tails = tails;
	d->pieces = pieces;
	d->lost = true;
	return 0;
}

void
draw_lost(struct draw *d)
{
	d->lost = true;
}

/* ---- pens and the cursor ------------------------------------------------------ */

static void
use(struct draw *d, int pen)
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

/* ESC [ a ; b and the letter; b -1: only a. */
static void
control(struct draw *d, int a, int b, char letter)
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

static void
go(struct draw *d, const struct cap *c, int a, int b)
{
	control(d, a, b, c->last);
}

/* Along the row by the shorter of the two; by distance only where both sides agree on where the cursor is. */
static bool
go_along(struct draw *d, int x)
{
	if (x == 0) {
		bytes_add(&d->out, "\r", 1);
	} else if (d->at.sure && x > d->at.x && d->cuf.last == 'C' && (x - d->at.x < 10 || d->hpa.last == '\0')) {
		go(d, &d->cuf, x - d->at.x, -1);
	} else if (d->hpa.last == 'G') {
		go(d, &d->hpa, x + 1, -1);
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
	} else if (d->hpa.last == 'G') {
		bytes_add(&d->out, "\n", 1);
		go(d, &d->hpa, x + 1, -1);
	} else {
		return false;
	}
	d->at.sure = true;
	return true;
}

static void
move_to(struct draw *d, int y, int x)
{
	if (d->at.y == y && d->at.x == x)
		return;
	if (!d->msgr)
		use(d, 0);
	if (d->at.y >= 0 && d->at.y == y && go_along(d, x)) {
		d->at.x = x;
		return;
	}
	if (d->at.y < 0 || y != d->at.y + 1 || !go_below(d, x)) {
		go(d, &d->cup, y + 1, x + 1);
		d->at.sure = true;
	}
	d->at.y = y;
	d->at.x = x;
}

/* ---- cells ---------------------------------------------------------------------- */

static const struct cell *
row_of(const struct canvas *c, int y)
{
	return &c->cells[y * c->stride];
}

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
		use(d, want->id);
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

	if (n >= (last ? ERASE_MIN / 2 : ERASE_MIN) && d->ech.last == 'X' && erasable(d, c)) {
		move_to(d, y, x);
		pen_for(d, c);
		go(d, &d->ech, n, -1);
		return n;
	}
	move_to(d, y, x);
	pen_for(d, c);
	bytes_add(&d->out, c->utf8, len);
	advance(d, c, c->width);
	n = n < most ? n : most;
	if (!d->repeat || c->width != 1 || n < 3 || (size_t)n * len < REPEAT_MIN)
		return 1;
	control(d, n - 1, -1, 'b');
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

/* Where the blanks begin that one erase to the end of the row draws. */
static int
tail_of(const struct draw *d, const struct cell *row)
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

static void
find_row(struct draw *d, const struct cell *now, const struct cell *old, int y)
{
	int w = d->shown.w, tail = tail_of(d, now), erase = tail;

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
	const struct cell *row = row_of(frame, p->y);

	if (p->end != REST) {
		give(d, row, p->y, p->x, p->end);
		return;
	}
	move_to(d, p->y, p->x);
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

static void
give_pieces(struct draw *d, const struct canvas *frame)
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

/* ---- rows that moved ---------------------------------------------------------------- */

/* Up to the blanks at its end, which are soon erased. */
static bool
row_is(const struct draw *d, const struct canvas *frame, int y, int old)
{
	return memcmp(row_of(frame, y), row_of(&d->shown, old), (size_t)d->tails[y] * sizeof(struct cell)) == 0;
}

/* How many rows of [top, end) come right when the screen there moves up by `by`, over those that are right now. */
static int
gain_of(const struct draw *d, const struct canvas *frame, int by, int *top, int *end)
{
	int h = d->shown.h, gain = 0, first = -1, last = -1;

	for (int y = by < 0 ? -by : 0; y < (by < 0 ? h : h - by); y++)
		if (row_is(d, frame, y, y + by) && !row_is(d, frame, y, y)) {
			first = first < 0 ? y : first;
			last = y;
		}
	if (first < 0)
		return 0;
	*top = by < 0 ? first + by : first;
	*end = by < 0 ? last + 1 : last + 1 + by;
	for (int y = *top; y < *end; y++) {
		bool moved = y + by >= *top && y + by < *end;
		gain += (moved && row_is(d, frame, y, y + by)) - row_is(d, frame, y, y);
	}
	return gain;
}

static void
scroll_region(struct draw *d, int top, int end, int by)
{
	const char *step = by > 0 ? d->ind : d->ri;

	use(d, d->pens.of[PAINT_NORMAL].id);
	go(d, &d->csr, top + 1, end);
	d->at.y = -1;                                      /* home, say some; where it was, others */
	move_to(d, by > 0 ? end - 1 : top, 0);
	for (int i = 0; i < (by > 0 ? by : -by); i++)
		bytes_add(&d->out, step, strlen(step));
	go(d, &d->csr, 1, d->shown.h);
	d->at.y = -1;
}

static void
scroll_shown(struct draw *d, int top, int end, int by)
{
	struct cell *cells = d->shown.cells;
	size_t w = (size_t)d->shown.w;
	int n = by > 0 ? by : -by;

	memmove(&cells[(size_t)(by > 0 ? top : top + n) * w], &cells[(size_t)(by > 0 ? top + n : top) * w],
	        (size_t)(end - top - n) * w * sizeof *cells);
	canvas_fill(&d->shown, by > 0 ? end - n : top, 0, n, (int)w, PAINT_NORMAL, " ");
}

/* A list that goes on by some rows: the terminal moves what stays. */
static void
scroll_rows(struct draw *d, const struct canvas *frame)
{
	int h = d->shown.h, differ = 0, best = SCROLL_ROWS - 1, by = 0, top = 0, end = 0;

	for (int y = 0; y < h; y++)
		differ += memcmp(row_of(frame, y), row_of(&d->shown, y), (size_t)d->shown.w * sizeof(struct cell)) != 0;
	if (differ <= SCROLL_ROWS || d->csr.last != 'r' || d->ind[0] == '\0' || d->ri[0] == '\0' ||
	    !(d->bce || d->pens.of[PAINT_NORMAL].bg < 0))
		return;
	for (int y = 0; y < h; y++)
		d->tails[y] = tail_of(d, row_of(frame, y));
	for (int k = -h / 2; k <= h / 2; k++) {
		int t = 0, e = 0, gain = k != 0 ? gain_of(d, frame, k, &t, &e) : 0;
		if (gain > best) {
			best = gain;
			by = k;
			top = t;
			end = e;
		}
	}
	if (by == 0)
		return;
	scroll_region(d, top, end, by);
	scroll_shown(d, top, end, by);
}

/* ---- frames ---------------------------------------------------------------------------- */

static void
start_anew(struct draw *d)
{
	bool blank = d->bce || d->pens.of[PAINT_NORMAL].bg < 0;

	d->pen = -1;
	use(d, d->pens.of[PAINT_NORMAL].id);
	bytes_add(&d->out, d->clear, strlen(d->clear));
	d->at.y = -1;
	canvas_fill(&d->shown, 0, 0, d->shown.h, d->shown.w, PAINT_NORMAL, " ");
	for (int i = 0; !blank && i < d->shown.h * d->shown.w; i++)
		d->shown.cells[i].width = UINT8_MAX;    /* like nothing that will be asked for */
	d->lost = false;
}

const char *
draw_frame(struct draw *d, const struct canvas *frame, size_t *len)
{
	size_t bytes = (size_t)d->shown.w * sizeof(struct cell);

	d->out.n = 0;
	if (d->lost)
		start_anew(d);
	scroll_rows(d, frame);
	d->piece_count = 0;
	for (int y = 0; y < d->shown.h; y++) {
		struct cell *old = &d->shown.cells[y * d->shown.stride];
		if (memcmp(row_of(frame, y), old, bytes) == 0)
			continue;
		find_row(d, row_of(frame, y), old, y);
		memcpy(old, row_of(frame, y), bytes);
	}
	give_pieces(d, frame);
	if (frame->cursor->on)
		move_to(d, frame->cursor->y, frame->cursor->x);
	else
		move_to(d, d->shown.h - 1, 0);
	*len = d->out.n;
	return d->out.text;
}

const char *
draw_plain(struct draw *d, size_t *len)
{
	d->out.n = 0;
	d->pen = -1;
	use(d, 0);
	*len = d->out.n;
	return d->out.text;
}
