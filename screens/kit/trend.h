/*
 * A line chart with its axes: value labels on the left, labels below, the
 * series as a line, and a dotted level or slope to compare it with (a target,
 * the pace a deadline asks for).
 */
#pragma once

#include "screens/kit/canvas.h"
#include "screens/kit/spark.h"

struct trend {
	const int *values;          /* evenly spaced; SPARK_NONE leaves a gap */
	int  count;
	int  lo, hi;                /* hi > lo */
	int  ticks;                 /* a label every so many units from lo on */
	int  target_from, target_to;            /* at the left and right edge; SPARK_NONE: none */
	int  slope_count;           /* values a slope reaches over from the left; 0 all of them */
	void (*label)(int value, char out[16]);
	const char (*below)[12];    /* labels under the values, "" none; NULL no row of labels */
	enum paint_role role;
};
/* Takes h rows of w columns: axis and labels included. */
void trend_paint(struct canvas *c, int y, int x, int h, int w, const struct trend *t);
/* Bounds on round numbers of `step` around all that is there and the target, at least two steps apart. */
void trend_bounds(struct trend *t, int step);
