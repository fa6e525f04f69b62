#include "screens/kit/trend.h"

#include "screens/kit/dots.h"

static int
round_down(int v, int step)
{
	return v >= 0 ? v / step * step : -((-v + step - 1) / step) * step;
}

void
trend_bounds(struct trend *t, int step)
{
	int lo = 0, hi = 0;
	bool any = spark_range(t->values, t->count, &lo, &hi) == 0;
	int targets[2] = { t->target_from, t->target_to };

	for (int i = 0; i < 2; i++) {
		if (targets[i] == SPARK_NONE)
			continue;
		lo = !any || targets[i] < lo ? targets[i] : lo;
		hi = !any || targets[i] > hi ? targets[i] : hi;
		any = true;
	}
	t->lo = round_down(lo, step);
	t->hi = round_down(hi + step - 1, step);
	if (t->hi <= t->lo)
		t->hi = t->lo + 2 * step;
}

static int
label_width(const struct trend *t)
{
	char text[16];
	int widest = 0;

	for (int v = t->lo; v <= t->hi; v += t->ticks) {
		t->label(v, text);
		widest = text_width(text) > widest ? text_width(text) : widest;
	}
	return widest;
}

static void
slope_paint(struct canvas *c, int y, int x, int h, int w, const struct trend *t)
{
	struct dots d;
	int64_t span = (int64_t)t->hi - t->lo;
	int last = t->slope_count > 0 && t->count > 1 ? (w * 2 - 1) * (t->slope_count - 1) / (t->count - 1) : w * 2 - 1;

	if (dots_init(&d, h, w) != 0)
		return;
	for (int i = 0; i <= last; i += 3) {
		int64_t v = t->target_from + ((int64_t)t->target_to - t->target_from) * i / (last > 0 ? last : 1);
		dots_set(&d, (int)((t->hi - v) * (h * 4 - 1) / span), i, PAINT_PACE);
	}
	dots_paint(&d, c, y, x);
	dots_clear(&d);
}

static void
below_paint(struct canvas *c, int y, int x, int w, const struct trend *t)
{
	int free_from = 0;

	for (int i = 0; i < t->count; i++) {
		int width = text_width(t->below[i]), at = t->count > 1 ? i * (w - 1) / (t->count - 1) : w / 2;
		at -= i == 0 ? 0 : width / 2;
		at = at + width > w ? w - width : at;
		if (width == 0 || at < free_from)
			continue;
		canvas_put(c, y, x + at, width, PAINT_DIM, t->below[i]);
		free_from = at + width + 1;
	}
}

void
trend_paint(struct canvas *c, int y, int x, int h, int w, const struct trend *t)
{
	struct chart chart = { t->values, t->count, t->lo, t->hi, SPARK_NONE, t->role };
	bool flat = t->target_from == t->target_to;
	int labels, plot_h = h - (t->below != NULL ? 2 : 1), plot_w, last_row = -1;
	char text[16];

	if (t->hi <= t->lo || t->ticks <= 0 || (t->hi - t->lo) / t->ticks > 100)
		return;
	labels = label_width(t);
	plot_w = w - labels - 2;
	if (plot_h < 2 || plot_w < 4)
		return;
	if (flat)
		chart.target = t->target_from;
	for (int v = t->hi - (t->hi - t->lo) % t->ticks; v >= t->lo; v -= t->ticks) {
		int row = chart_row(&chart, plot_h, v);
		if (row == last_row)
			continue;
		t->label(v, text);
		canvas_right(c, y + row, x, labels, PAINT_DIM, text);
		last_row = row;
	}
	canvas_vline(c, y, x + labels + 1, plot_h, PAINT_BORDER);
	canvas_hline(c, y + plot_h, x + labels + 2, plot_w, PAINT_BORDER);
	canvas_fill(c, y + plot_h, x + labels + 1, 1, 1, PAINT_BORDER, c->tier == GLYPHS_RICH ? "\xe2\x94\x94" : "+");
	if (!flat && t->target_from != SPARK_NONE && t->target_to != SPARK_NONE)
		slope_paint(c, y, x + labels + 2, plot_h, plot_w, t);
	chart_paint(c, y, x + labels + 2, plot_h, plot_w, &chart);
	if (t->below != NULL)
		below_paint(c, y + plot_h + 1, x + labels + 2, plot_w, t);
}
