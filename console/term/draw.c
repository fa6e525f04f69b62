#define NCURSES_NOMACROS
#include <curses.h>
#include <term.h>

#include "console/term/draw_in.h"

enum { SCROLL_ROWS = 4 };           /* fewer rows that come right are not worth moving the screen for */

/* ---- the description -------------------------------------------------------- */

static char
letter_of(const char *name, int a, int b)
{
	char want[32];
	const char *got = pen_cap(name) != NULL ? tiparm(pen_cap(name), a, b) : "";
	size_t n = strcspn(got, "$");                   /* vt100 asks for a delay that no line needs any more */

	if (n < 4)
		return '\0';
	int len = b >= 0 ? snprintf(want, sizeof want, "\033[%d;%d%c", a + 1, b + 1, got[n - 1])
	          : snprintf(want, sizeof want, "\033[%d%c", got[n - 1] == 'G' ? a + 1 : a, got[n - 1]);
	return (size_t)len == n && memcmp(want, got, n) == 0 ? got[n - 1] : '\0';
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
	d->cup = letter_of("cup", 4, 10);
	d->hpa = letter_of("hpa", 10, -1);
	d->cuf = letter_of("cuf", 10, -1);
	d->ech = letter_of("ech", 10, -1);
	d->csr = letter_of("csr", 4, 10);
	d->bce = tigetflag("bce") > 0;
	d->msgr = tigetflag("msgr") > 0;
	d->corner = tigetflag("am") <= 0 || tigetflag("xenl") > 0;
	d->lost = true;
	if (!pen_plain_cap("clear", d->clear, sizeof d->clear) || !pen_plain_cap("el", d->el, sizeof d->el) ||
	    !pen_plain_cap("ind", d->ind, sizeof d->ind) || !pen_plain_cap("ri", d->ri, sizeof d->ri) ||
	    d->cup != 'H' || d->clear[0] == '\0') {
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

/* ---- rows that moved ---------------------------------------------------------------- */

/* Up to the blanks at its end, which are soon erased. */
static bool
row_is(const struct draw *d, const struct canvas *frame, int y, int old)
{
	return memcmp(draw_row(frame, y), draw_row(&d->shown, old), (size_t)d->tails[y] * sizeof(struct cell)) == 0;
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

	draw_use(d, d->pens.of[PAINT_NORMAL].id);
	draw_control(d, top + 1, end, d->csr);
	d->at.y = -1;                                      /* home, say some; where it was, others */
	draw_to(d, by > 0 ? end - 1 : top, 0);
	for (int i = 0; i < (by > 0 ? by : -by); i++)
		bytes_add(&d->out, step, strlen(step));
	draw_control(d, 1, d->shown.h, d->csr);
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
		differ += memcmp(draw_row(frame, y), draw_row(&d->shown, y),
		                 (size_t)d->shown.w * sizeof(struct cell)) != 0;
	if (differ <= SCROLL_ROWS || d->csr != 'r' || d->ind[0] == '\0' || d->ri[0] == '\0' ||
	    !(d->bce || d->pens.of[PAINT_NORMAL].bg < 0))
		return;
	for (int y = 0; y < h; y++)
		d->tails[y] = draw_tail(d, draw_row(frame, y));
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
	draw_use(d, d->pens.of[PAINT_NORMAL].id);
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
		if (memcmp(draw_row(frame, y), old, bytes) == 0)
			continue;
		draw_find(d, draw_row(frame, y), old, y);
		memcpy(old, draw_row(frame, y), bytes);
	}
	draw_give(d, frame);
	if (frame->cursor->on)
		draw_to(d, frame->cursor->y, frame->cursor->x);
	else
		draw_to(d, d->shown.h - 1, 0);
	*len = d->out.n;
	return d->out.text;
}

const char *
draw_plain(struct draw *d, size_t *len)
{
	d->out.n = 0;
	d->pen = -1;
	draw_use(d, 0);
	*len = d->out.n;
	return d->out.text;
}
