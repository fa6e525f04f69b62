/*
 * A grid of cells that screens paint into; the only place that knows how wide
 * a character is and what may be shown.  Controls, bad UTF-8, bidi and
 * zero-width characters become visible marks; a Han character never straddles
 * an edge.  Nothing from the hub reaches the terminal by any other way.
 *
 * A canvas is a view (by value) onto shared cells: canvas_view() gives a
 * smaller one with its own origin; writing outside it does nothing.
 */
#pragma once

#include "model/base.h"

/* Named PAINT_* so as not to meet the users' ROLE_*. */
enum paint_role {
#define ROLE(name) PAINT_##name,
#include "screens/kit/roles.def"
#undef ROLE
	PAINT_ROLES
};

/* RICH: box lines, blocks, braille.  PLAIN: braille, ASCII lines (the terminal draws
 * East-Asian-ambiguous characters wide, or was not probed).  ASCII: nothing above U+007E but Han. */
enum glyph_tier { GLYPHS_RICH, GLYPHS_PLAIN, GLYPHS_ASCII };

struct cell {
	char    utf8[14];  /* NUL-terminated: one base character and at most two combining ones; "" behind a wide one */
	uint8_t width;        /* 1 or 2; 0: covered by the wide character to the left */
	uint8_t role;
};

struct canvas {
	struct cell *cells;   /* shared by all views */
	int stride;
	int y, x, h, w;       /* this view's place in the cells */
	enum glyph_tier tier;
	struct canvas_cursor { int y, x; bool on; } *cursor;   /* in whole-screen coordinates; shared */
	const struct cell *before;   /* the frame before this one, of the same screen; NULL: none */
};

int  canvas_init(struct canvas *c, int h, int w, enum glyph_tier tier);   /* 0, -1 out of memory */
void canvas_clear(struct canvas *c);                                      /* frees; only for what canvas_init made */
struct canvas canvas_view(const struct canvas *c, int y, int x, int h, int w);   /* clipped to c */

/* Text of at most `width` columns at y,x; what does not fit is cut and ends in '~'.
 * Returns the columns used.  canvas_pad fills up to `width`; canvas_right aligns right and
 * fills to the left; canvas_centre fills both sides. */
int  canvas_put(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text);
void canvas_pad(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text);
void canvas_right(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text);
void canvas_centre(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text);
int  canvas_putf(struct canvas *c, int y, int x, int width, enum paint_role role, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* Wraps words (and Han anywhere) into the rectangle; returns the lines the whole text needs. */
int  canvas_wrap(struct canvas *c, int y, int x, int h, int width, enum paint_role role, const char *text);

/* Bytes of the first of those lines. */
size_t canvas_line(const char *text, int width);

void canvas_fill(struct canvas *c, int y, int x, int h, int w, enum paint_role role, const char *glyph);
void canvas_role(struct canvas *c, int y, int x, int h, int w, enum paint_role role);   /* keeps the text */
void canvas_box(struct canvas *c, int y, int x, int h, int w, enum paint_role role, const char *title);
void canvas_hline(struct canvas *c, int y, int x, int w, enum paint_role role);
void canvas_vline(struct canvas *c, int y, int x, int h, enum paint_role role);
/* What stood there in the frame before stays for now; blank when there was none. */
void canvas_keep(struct canvas *c, int y, int x, int h, int w);
/* Parks the real cursor on the focus: input methods and screen readers follow it. */
void canvas_cursor(struct canvas *c, int y, int x);

/* Columns `text` takes when shown; bytes of it that fit into `width` columns. */
int    text_width(const char *text);
size_t text_fit(const char *text, int width);

/* The whole canvas as lines of text, trailing blanks cut, for golden files, `show` and tests.  Yours to free. */
char *canvas_text(const struct canvas *c);
