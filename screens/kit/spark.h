/*
 * Small pictures of a series: a sparkline on one row, a line chart in a
 * rectangle.  Values are ints in whatever unit; SPARK_NONE leaves a gap.
 */
#pragma once

#include "screens/kit/canvas.h"

#define SPARK_NONE INT_MIN

/* Lowest and highest of the values that are there: 0, or -1 when there is none. */
int  spark_range(const int *values, int count, int *lo, int *hi);

/* One column per value, the last `w` of them, scaled lo..hi (lo >= hi: to their own range).
 * Rich: eight block heights; plain: four braille heights; ASCII: _ . - '. */
void spark_paint(struct canvas *c, int y, int x, int w, const int *values, int count, int lo, int hi,
                 enum paint_role role);

/* A line through the values, spread over the width: first at the left edge, last at the right.
 * Braille, or ASCII strokes.  Axis labels are the caller's. */
struct chart {
	const int *values;
	int count;
	int lo, hi;                 /* bottom and top of the rectangle; hi > lo */
	int target;                 /* a dotted level, SPARK_NONE for none; may be outside lo..hi */
	enum paint_role role;
};
void chart_paint(struct canvas *c, int y, int x, int h, int w, const struct chart *chart);
/* The cell row (0 top .. h-1) on which `value` falls, to put a label beside it. */
int  chart_row(const struct chart *chart, int h, int value);
