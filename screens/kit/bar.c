#include "screens/kit/bar.h"

static const struct { const char *full, *empty, *pace; } glyphs[] = {
	[GLYPHS_RICH]  = { "\xe2\x96\x86", "\xe2\x96\x81", "\xe2\x94\x82" },   /* lower three quarters, lower eighth */
	[GLYPHS_PLAIN] = { "\xe2\xa3\xb6", "\xe2\xa3\x80", "|" },               /* braille */
	[GLYPHS_ASCII] = { "#", ".", "|" },
};

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

void
bar_paint(struct canvas *c, int y, int x, int w, int pct, int pace, enum paint_role fill)
{
	int full = (clamp(pct, 0, 100) * w + 50) / 100;

	if (w <= 0)
		return;
	/* Neither an empty bar nor a full one for what is nearly so. */
	if (pct > 0 && full == 0)
		full = 1;
	if (pct < 100 && full == w && w > 1)
		full = w - 1;
	canvas_fill(c, y, x, 1, full, fill, glyphs[c->tier].full);
	canvas_fill(c, y, x + full, 1, w - full, PAINT_BAR_EMPTY, glyphs[c->tier].empty);
	if (pace != BAR_NO_PACE)
		canvas_fill(c, y, x + clamp((clamp(pace, 0, 100) * w + 50) / 100, 0, w - 1), 1, 1, PAINT_PACE,
		            glyphs[c->tier].pace);
}
