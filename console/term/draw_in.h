/* Inside drawing only: draw.c has the frame and the terminal's description, draw_pieces.c what is new, cell by cell. */
#pragma once

#include "console/term/draw.h"
#include "console/term/pen.h"

struct draw {
	struct pens    pens;
	struct canvas  shown;
	int           *tails;                           /* of each row of the frame at hand */
	bool           lost;
	char           cup, hpa, cuf, ech, csr;         /* ESC [ numbers and this letter; NUL: it has no such */
	char           clear[32], el[16], ind[16], ri[16];
	bool           repeat, bce, msgr, corner;       /* corner: the last cell of all may be written */
	struct at {                                     /* the cursor */
		int    y, x;                            /* y -1: unknown */
		bool   sure;                            /* of x, whatever the terminal thinks of widths */
	} at;
	struct piece {                                  /* what is new in the frame */
		short  y, x, end, pen;                  /* end REST: blanks up to the row's end */
		int    next;                            /* of the same pen, by rows; -1 none */
	} *pieces;
	int            piece_count;
	int            pen;                             /* -1: unknown */
	struct bytes   out;
};

static inline const struct cell *
draw_row(const struct canvas *c, int y)
{
	return &c->cells[y * c->stride];
}

void draw_use(struct draw *d, int pen);
void draw_to(struct draw *d, int y, int x);
/* ESC [ a ; b and the letter; b -1: only a. */
void draw_control(struct draw *d, int a, int b, char letter);
/* Where the blanks begin that one erase to the end of the row draws. */
int  draw_tail(const struct draw *d, const struct cell *row);
/* Notes what is new in a row; all that was noted is given. */
void draw_find(struct draw *d, const struct cell *now, const struct cell *old, int y);
void draw_give(struct draw *d, const struct canvas *frame);
