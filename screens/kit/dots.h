/*
 * A raster of braille dots, two across and four down in every cell: lines,
 * charts and the territory map are drawn into it and then painted at once.
 * Braille is one column wide on every terminal.  Below braille each cell
 * becomes the ASCII stroke nearest to its dots.
 */
#pragma once

#include "screens/kit/canvas.h"

struct dots {
	int      h, w;            /* in cells; dots are h * 4 by w * 2 */
	uint8_t *bits, *role;     /* per cell */
};

int  dots_init(struct dots *d, int h, int w);       /* 0, -1 out of memory */
void dots_clear(struct dots *d);
/* In dot coordinates; outside is ignored.  The cell takes the role of the last dot set. */
void dots_set(struct dots *d, int y, int x, enum paint_role role);
void dots_line(struct dots *d, int y0, int x0, int y1, int x1, enum paint_role role);
/* Cells without a dot leave the canvas as it is. */
void dots_paint(const struct dots *d, struct canvas *c, int y, int x);
