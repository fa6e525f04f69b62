#include "screens/kit/spark.h"

#include "screens/kit/dots.h"

int
spark_range(const int *values, int count, int *lo, int *hi)
{
	int found = -1;

	for (int i = 0; i < count; i++) {
		if (values[i] == SPARK_NONE)
			continue;
		if (found != 0 || values[i] < *lo)
			*lo = values[i];
		if (found != 0 || values[i] > *hi)
			*hi = values[i];
		found = 0;
	}
	return found;
}

static const struct { int levels; const char *glyph[8]; } heights[] = {
	[GLYPHS_RICH]  = { 8, { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
	                        "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88" } },
	[GLYPHS_PLAIN] = { 4, { "\xe2\xa1\x80", "\xe2\xa1\x84", "\xe2\xa1\x86", "\xe2\xa1\x87" } },
	[GLYPHS_ASCII] = { 4, { "_", ".", "-", "'" } },
};

void
spark_paint(struct canvas *c, int y, int x, int w, const int *values, int count, int lo, int hi, enum paint_role role)
{
	int levels = heights[c->tier].levels;

	if (count > w) {
		values += count - w;
		count = w;
	}
	if (lo >= hi && spark_range(values, count, &lo, &hi) != 0)
		return;
	for (int i = 0; i < count; i++) {
		int v = values[i] < lo ? lo : values[i] > hi ? hi : values[i];
		int level = hi > lo ? (int)(((int64_t)v - lo) * levels / ((int64_t)hi - lo)) : levels / 2;
		if (values[i] != SPARK_NONE)
			canvas_fill(c, y, x + i, 1, 1, role,
			            heights[c->tier].glyph[level < levels ? level : levels - 1]);
	}
}

/* The dot row of a value in a rectangle `dots` dots high; outside it when the value is. */
static int
dot_row(const struct chart *chart, int dots, int value)
{
	int64_t span = (int64_t)chart->hi - chart->lo;

	if (span <= 0)
		return dots / 2;
	return (int)((((int64_t)chart->hi - value) * (dots - 1) + span / 2) / span);
}

int
chart_row(const struct chart *chart, int h, int value)
{
	int row = dot_row(chart, h * 4, value) / 4;

	return row < 0 ? 0 : row >= h ? h - 1 : row;
}

void
chart_paint(struct canvas *c, int y, int x, int h, int w, const struct chart *chart)
{
	struct dots d;
	int before = -1;

	if (h <= 0 || w <= 0 || dots_init(&d, h, w) != 0)
		return;
	if (chart->target != SPARK_NONE)
		for (int i = 0; i < w * 2; i += 4)
			dots_set(&d, dot_row(chart, h * 4, chart->target), i, PAINT_PACE);
	for (int i = 0; i < chart->count; i++) {
		int at = chart->count > 1 ? i * (w * 2 - 1) / (chart->count - 1) : w;
		int from = chart->count > 1 ? (i - 1) * (w * 2 - 1) / (chart->count - 1) : w;
		if (chart->values[i] == SPARK_NONE) {
			before = -1;
			continue;
		}
		if (before >= 0)
			dots_line(&d, dot_row(chart, h * 4, chart->values[i - 1]), from,
			          dot_row(chart, h * 4, chart->values[i]), at, chart->role);
		else
			dots_set(&d, dot_row(chart, h * 4, chart->values[i]), at, chart->role);
		before = i;
	}
	dots_paint(&d, c, y, x);
	dots_clear(&d);
}
