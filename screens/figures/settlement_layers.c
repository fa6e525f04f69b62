
#include "screens/kit/bar.h"
#include "screens/figures/settlement.h"
#include "screens/figures/verdict.h"

static enum paint_role
layer_role(int layer)
{
	return layer == LAYER_BASIC ? PAINT_BAR : layer == LAYER_CATASTROPHIC ? PAINT_LAMP_BLUE :
	       layer == LAYER_AID ? PAINT_LAMP_GREEN : PAINT_CHART;
}

static void
layer_paint(const struct settlement_model *m, struct canvas *c, int y, int x, int w, int i, int layer)
{
	const struct settle *s = &m->slice_values[i];
	int64_t amount = s->layer[layer];
	const char *printed = m->slice_printed[i].layer[layer];
	char text[FIGURE_TEXT];
	int bar = w - 64 > 6 ? w - 64 : w - 50;

	canvas_pad(c, y, x + 2, 16, amount == SETTLE_NONE ? PAINT_DIM : PAINT_NORMAL,
	           _(settle_layer_name((enum settle_layer)layer)));
	wan_text(amount, s->precision, text);
	canvas_right(c, y, x + 18, 13, amount == SETTLE_NONE ? PAINT_DIM : PAINT_NORMAL, text);
	if (amount == SETTLE_NONE || s->paid == SETTLE_NONE || s->paid <= 0)
		return;
	share_text(ratio_bp(amount, s->paid), 1, text);
	canvas_right(c, y, x + 32, 7, PAINT_NORMAL, text);
	bar_paint(c, y, x + 41, bar > 0 ? bar : 6, ratio_bp(amount, s->paid) / 100, BAR_NO_PACE, layer_role(layer));
	if (printed[0] != '\0' && w - 64 > 6)
		canvas_putf(c, y, x + 41 + bar + 2, w - 43 - bar, PAINT_DIM, _("printed %s"), printed);
}

/* The sum of the layers worked out here, what is printed, how far apart, and what that means. */
static int
sum_paint(const struct settlement_model *m, struct canvas *c, int y, int x, int w, int i)
{
	const struct settle *s = &m->slice_values[i];
	struct arith_result r;
	char sum[FIGURE_TEXT], total[FIGURE_TEXT], off[FIGURE_TEXT], tolerance[FIGURE_TEXT];
	int used;

	if (!settle_judge_layers(s, &r)) {
		canvas_put(c, y, x + 2, w - 3, PAINT_DIM, _("no layers to add up here"));
		return 1;
	}
	value_text(r.computed, "fen", s->precision, false, sum);
	value_text(r.difference, "fen", s->precision, true, off);
	tolerance_text(r.tolerance, "fen", s->precision, tolerance);
	wan_text(s->paid, s->precision, total);
	used = canvas_putf(c, y, x + 2, w - 3, PAINT_NORMAL, _("layers total %s, printed %s, off %s (rounding %s): "),
	                   sum,
	                   m->slice_printed[i].paid[0] != '\0' ? m->slice_printed[i].paid : total, off, tolerance);
	canvas_put(c, y, x + 2 + used, w - 3 - used, verdict_role(r.verdict), _(arith_verdict_text(r.verdict)));
	return 1;
}

static int
shares_paint(const struct settlement_model *m, struct canvas *c, int y, int x, int w, int i)
{
	const struct settle *s = &m->slice_values[i];
	struct rate_value paid, scope, burden;
	struct arith_result r;
	char a[FIGURE_TEXT], b[FIGURE_TEXT], share[FIGURE_TEXT];
	int rows = 0, used;

	rate_read(s, RATE_ACTUAL, 0, &paid);
	rate_read(s, RATE_SCOPE, 0, &scope);
	rate_read(s, RATE_BURDEN, 0, &burden);
	if (paid.value != SETTLE_NONE) {
		wan_text(paid.part, s->precision, a);
		cost_text(paid.whole, s->precision, b);
		share_text(paid.value, 2, share);
		rows++;
		used = canvas_putf(c, y, x + 2, w - 3, PAINT_NORMAL, _("actual reimbursement %s = %s/%s ×10k yuan"),
		                   share, a, b);
		share_text(scope.value, 2, share);
		if (scope.value != SETTLE_NONE)
			canvas_putf(c, y, x + 4 + used, w - 5 - used, PAINT_NORMAL, _("in scope %s"), share);
	}
	if (burden.value != SETTLE_NONE && settle_judge_burden(s, &r)) {
		wan_text(burden.part, s->precision, a);
		share_text(burden.value, 2, share);
		used = canvas_putf(c, y + rows, x + 2, w - 3, PAINT_NORMAL,
		                   _("out of pocket %s = %s ×10k yuan; cost less paid: "), share, a);
		canvas_put(c, y + rows, x + 2 + used, w - 3 - used, verdict_role(r.verdict),
		           _(arith_verdict_text(r.verdict)));
		rows++;
	} else if (s->total != SETTLE_NONE && s->paid != SETTLE_NONE) {
		wan_text(s->total - s->paid, s->precision, a);
		share_text(ratio_bp(s->total - s->paid, s->total), 2, share);
		canvas_putf(c, y + rows, x + 2, w - 3, PAINT_NORMAL,
		            _("cost less paid %s ×10k yuan, %s (derived; no burden is printed)"), a, share);
		rows++;
	}
	return rows;
}

int
settlement_layers_of(const struct settlement_model *m, struct canvas *c, int y, int x, int h, int w, int i)
{
	struct canvas v = canvas_view(c, y, x, h, w);
	const struct settle *s = &m->slice_values[i];
	char period[24], cases[FIGURE_TEXT];
	int row = 1;

	period_text(m->view.period, true, period);
	count_text(s->cases, cases);
	canvas_hline(&v, 0, 0, w, PAINT_BORDER);
	canvas_putf(&v, 0, 1, w - 2, PAINT_SECTION, _(" layers of the payment: %s %s, %s cases "), m->slice_names[i],
	            period, cases);
	for (int layer = 0; layer < SETTLE_LAYERS && row < h; layer++)
		if (s->layer[layer] != SETTLE_NONE || h >= SETTLE_LAYERS + 5)
			layer_paint(m, &v, row++, 0, w, i, layer);
	if (row < h)
		row += sum_paint(m, &v, row, 0, w, i);
	if (row < h)
		row += shares_paint(m, &v, row, 0, w, i);
	return row;
}
