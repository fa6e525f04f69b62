/*
 * A progress bar on one row: filled to a percentage, with the pace line drawn
 * on it at the share of time gone.  Rich terminals get blocks, plain ones
 * braille, ASCII ones `#` and `.`; the pace mark is an upright stroke everywhere.
 */
#pragma once

#include "screens/kit/canvas.h"

enum { BAR_NO_PACE = -1 };

/* `pct` and `pace` are 0..100 (clamped; a negative pct paints an empty bar, BAR_NO_PACE no mark).
 * `fill` is the role of the filled part, e.g. the lamp's. */
void bar_paint(struct canvas *c, int y, int x, int w, int pct, int pace, enum paint_role fill);
