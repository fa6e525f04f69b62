#include "model/figures/settle.h"

#include "model/text/language.h"

const char *
settle_layer_name(enum settle_layer layer)
{
	static const char *const names[SETTLE_LAYERS] = {
		[LAYER_BASIC] = N_("basic insurance"), [LAYER_CATASTROPHIC] = N_("catastrophic"),
		[LAYER_AID] = N_("medical aid"), [LAYER_BACKSTOP] = N_("gov. backstop"),
		[LAYER_SUPPLEMENT] = N_("supplementary"), [LAYER_HOSP_RELIEF] = N_("hospital relief"),
		[LAYER_RE_AID] = N_("re-aid"),
	};
	return names[layer];
}

static const struct { const char *name, *indicator; } rates[RATE_COUNT] = {
	[RATE_INSTANT] = { N_("instant rate"), "instant_rate" },
	[RATE_ACTUAL] = { N_("actual reimbursement"), "actual_bp" },
	[RATE_SCOPE] = { N_("reimbursement in scope"), "scope_bp" },
	[RATE_BURDEN] = { N_("out-of-pocket share"), "burden_bp" },
	[RATE_CASES] = { N_("cases settled"), "cases" },
};

const char *
rate_name(enum rate rate)
{
	return rates[rate].name;
}

const char *
rate_indicator(enum rate rate)
{
	return rates[rate].indicator;
}

/* What the three guarantees paid within the policy scope; the basic layer must be known. */
static int64_t
paid_in_scope(const struct settle *s)
{
	int64_t sum = s->layer[LAYER_BASIC];

	if (sum == SETTLE_NONE)
		return SETTLE_NONE;
	if (s->layer[LAYER_CATASTROPHIC] != SETTLE_NONE)
		sum += s->layer[LAYER_CATASTROPHIC];
	if (s->layer[LAYER_AID] != SETTLE_NONE)
		sum += s->layer[LAYER_AID];
	return sum;
}

void
rate_read(const struct settle *s, enum rate rate, int fair, struct rate_value *out)
{
	int64_t cases = rate == RATE_INSTANT ? s->eligible : s->cases;

	*out = (struct rate_value){ SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, true, false };
	switch (rate) {
	case RATE_INSTANT: out->part = s->instant; out->whole = s->eligible; out->money = false; break;
	case RATE_ACTUAL:  out->part = s->paid; out->whole = s->total; break;
	case RATE_SCOPE:   out->part = paid_in_scope(s); out->whole = s->scope; break;
	case RATE_BURDEN:  out->part = s->oop; out->whole = s->total; break;
	default:           out->part = s->cases; out->money = false; out->value = s->cases; return;
	}
	if (out->part != SETTLE_NONE && out->whole != SETTLE_NONE && out->whole > 0)
		out->value = ratio_bp(out->part, out->whole);
	out->few = cases != SETTLE_NONE && cases < fair;
}

int
run_of_months(const int64_t *values, int count)
{
	int run = 0;

	for (int i = count - 1; i > 0; i--) {
		int64_t now = values[i], before = values[i - 1];
		if (now == SETTLE_NONE || before == SETTLE_NONE || now == before)
			break;
		if ((now < before ? run : -run) < 0)
			break;
		run += now < before ? 1 : -1;
	}
	return run;
}

enum lamp
rate_lamp(int64_t value, int64_t before, int64_t target, bool up, const struct room_rules *rules)
{
	int64_t short_of;

	if (value == SETTLE_NONE)
		return LAMP_GREY;
	if (target == SETTLE_NONE)
		return before != SETTLE_NONE && (up ? value < before : value > before) ? LAMP_YELLOW : LAMP_GREEN;
	short_of = up ? target - value : value - target;
	return short_of <= 0 ? LAMP_GREEN : short_of > rules->lag_yellow * 100 ? LAMP_RED : LAMP_YELLOW;
}

enum lamp
figure_lamp(int64_t value, int64_t before, int64_t target, bool up, bool share, const struct room_rules *rules)
{
	int64_t short_of, of;

	if (share || value == SETTLE_NONE || target == SETTLE_NONE)
		return rate_lamp(value, before, target, up, rules);
	short_of = up ? target - value : value - target;
	of = target < 0 ? -target : target;
	return short_of <= 0 ? LAMP_GREEN : short_of > of / 100 * rules->lag_yellow ? LAMP_RED : LAMP_YELLOW;
}

bool
settle_judge_layers(const struct settle *s, struct arith_result *out)
{
	int64_t parts[SETTLE_LAYERS];
	int count = 0;

	for (int i = 0; i < SETTLE_LAYERS; i++)
		if (s->layer[i] != SETTLE_NONE)
			parts[count++] = s->layer[i];
	if (count == 0 || s->paid == SETTLE_NONE)
		return false;
	arith_judge_sum(parts, count, s->paid, s->precision, out);
	return true;
}

bool
settle_judge_burden(const struct settle *s, struct arith_result *out)
{
	int64_t parts[2] = { s->total, -s->paid };

	if (s->total == SETTLE_NONE || s->paid == SETTLE_NONE || s->oop == SETTLE_NONE)
		return false;
	arith_judge_sum(parts, 2, s->oop, s->precision, out);
	return true;
}
