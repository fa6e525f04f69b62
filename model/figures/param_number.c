#include "model/figures/param_number.h"

/* Decimal text, exactly; false when it is none. */
static bool
parse_decimal(const char *text, struct rational *out)
{
	bool minus = *text == '-', point = false, digits = false;
	int64_t num = 0, den = 1;

	for (text += minus; *text != '\0'; text++) {
		if (*text == '.' && !point) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || num > INT64_MAX / 100 || den > INT64_MAX / 100)
			return false;
		num = num * 10 + (*text - '0');
		den *= point ? 10 : 1;
		digits = true;
	}
	*out = rational(minus ? -num : num, den);
	return digits;
}

static struct rational
in_base(struct rational value, const char *unit, const char **base)
{
	static const struct { const char *prefix, *base; int64_t num, den; } units[] = {
		{ "\xe4\xb8\x87\xe5\x85\x83", "fen", 1000000, 1 }, { "wan yuan", "fen", 1000000, 1 },
		{ "yuan", "fen", 100, 1 }, { "\xe5\x85\x83", "fen", 100, 1 }, { "fen", "fen", 1, 1 },
		{ "bp", "bp", 1, 10000 }, { "percent", "bp", 1, 100 }, { "%", "bp", 1, 100 },
	};

	*base = unit;
	if (strncmp(unit, "percentage point", 16) == 0)
		return value;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strncmp(unit, units[i].prefix, strlen(units[i].prefix)) == 0) {
			*base = units[i].base;
			return rational_mul(value, rational(units[i].num, units[i].den));
		}
	return value;
}

bool
param_number(const char *value, const char *unit, struct rational *out, const char **base)
{
	if (!parse_decimal(value, out))
		return false;
	*out = in_base(*out, unit, base);
	return true;
}
