#include "screens/kit/figures.h"

#include "screens/figures/tr.h"

const char *
month_name(int month)
{
	static const char *const names[] = {
		N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"),
		N_("Oct"), N_("Nov"), N_("Dec"),
	};

	return month >= 1 && month <= 12 ? _(names[month - 1]) : "-";
}

static void
format(struct rational value, int decimals, bool sign, char out[FIGURE_TEXT])
{
	rational_grouped(value, decimals, sign, out, FIGURE_TEXT);
}

void
count_text(int64_t n, char out[FIGURE_TEXT])
{
	if (n == INT64_MIN)
		strcpy(out, "-");
	else
		format(rational(n, 1), 0, false, out);
}

static int
wan_decimals(int64_t precision)
{
	return precision >= 1000000 ? 0 : precision >= 100000 ? 1 : 2;
}

void
wan_text(int64_t fen, int64_t precision, char out[FIGURE_TEXT])
{
	if (fen == INT64_MIN)
		strcpy(out, "-");
	else
		format(rational(fen, 1000000), wan_decimals(precision), false, out);
}

void
share_text(int64_t bp, int decimals, char out[FIGURE_TEXT])
{
	if (bp == INT64_MIN) {
		strcpy(out, "-");
		return;
	}
	format(rational(bp, 100), decimals, false, out);
	strcat(out, "%");
}

void
share_beside(struct rational share, struct rational target, int decimals, char out[FIGURE_TEXT])
{
	struct rational hundred = rational(100, 1);
	bool differ = !rational_bad(share) && !rational_bad(target) && rational_cmp(share, target) != 0;
	char beside[FIGURE_TEXT];

	do {
		format(rational_mul(share, hundred), decimals, false, out);
		format(rational_mul(target, hundred), decimals, false, beside);
	} while (differ && strcmp(out, beside) == 0 && decimals++ < 6);
	if (!rational_bad(share))
		strcat(out, "%");
}

/* What there is of a change is never said as none. */
void
points_text(int64_t bp, char out[FIGURE_TEXT])
{
	format(rational(bp, 100), bp != 0 && bp > -5 && bp < 5 ? 2 : 1, true, out);
}

void
value_text(struct rational value, const char *unit, int64_t finest, bool sign, char out[FIGURE_TEXT])
{
	if (rational_bad(value)) {
		strcpy(out, "-");
	} else if (strcmp(unit, "fen") == 0) {
		int decimals = wan_decimals(finest);
		/* A tolerance may be half of the last digit. */
		while (decimals < 3 && !rational_bad(value) && value.num != 0 &&
		       rational_cmp(rational_abs(value),
		                    rational(1000000, decimals == 0 ? 1 : decimals == 1 ? 10 : 100)) < 0)
			decimals++;
		format(rational_div(value, rational(1000000, 1)), decimals, sign, out);
	} else if (strcmp(unit, "bp") == 0) {
		format(rational_mul(value, rational(100, 1)), 2, sign, out);
		strcat(out, "%");
	} else {
		format(value, value.den == 1 ? 0 : 1, sign, out);
	}
}

void
money_text(struct rational fen, bool sign, char out[FIGURE_TEXT])
{
	bool small = !rational_bad(fen) && rational_cmp(rational_abs(fen), rational(1000000, 1)) < 0;
	struct rational yuan = rational_div(fen, rational(100, 1));
	const char *unit = small ? _("yuan") : _("×10k");

	if (small)
		format(yuan, yuan.den == 1 ? 0 : 2, sign, out);
	else
		value_text(fen, "fen", 1, sign, out);
	if (strlen(out) + strlen(unit) < FIGURE_TEXT)
		strcat(out, unit);
}

void
tolerance_text(struct rational value, const char *unit, int64_t finest, char out[FIGURE_TEXT])
{
	if (strcmp(unit, "fen") == 0 && finest > 1)
		format(rational_div(value, rational(1000000, 1)), wan_decimals(finest) + 1, false, out);
	else
		value_text(value, unit, finest, false, out);
}

void
cost_text(int64_t fen, int64_t precision, char out[FIGURE_TEXT])
{
	wan_text(fen, precision > 1 && fen != INT64_MIN && fen % 1000000 == 0 ? 1000000 : precision, out);
}
