#include "model/flow/aliases.h"

const struct alias_def alias_defs[] = {
#define ALIAS(kind, field, name, unit) { #kind, #field, name, ALIAS_##unit },
#include "model/flow/aliases.def"
#undef ALIAS
};
const int alias_def_count = sizeof alias_defs / sizeof *alias_defs;

const struct alias_def *
alias_find(const char *kind, const char *name)
{
	for (int i = 0; i < alias_def_count; i++)
		if (strcmp(alias_defs[i].kind, kind) == 0 && strcmp(alias_defs[i].name, name) == 0)
			return &alias_defs[i];
	return NULL;
}

/* ---- money -------------------------------------------------------------------- */

static int64_t
unit_of(const char *text, int64_t unitless)
{
	static const struct { const char *text; int64_t fen; } units[] = {
		{ "元", 100 }, { "万元", 1000000 }, { "亿元", INT64_C(10000000000) },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(units[i].text, text) == 0)
			return units[i].fen;
	return *text == '\0' ? unitless : 0;
}

const char *
money_parse(const char *text, int64_t unitless, int64_t *fen)
{
	const char *digits = text + (*text == '-'), *point = digits + strspn(digits, "0123456789"), *end = point;
	int64_t unit, whole = 0, part = 0;

	if (*point == '.')
		end += 1 + strspn(point + 1, "0123456789");
	if (point == digits || end == point + 1 || (unit = unit_of(end, unitless)) == 0)
		return "no amount of money; write 12.34元, 3.5万元, or a whole number of fen";
	for (const char *p = digits; p < point; p++) {
		if (whole > (INT64_C(9007199254740992) / unit) / 10)
			return "too big; at most 9007199254740992 fen";
		whole = whole * 10 + (*p - '0');
	}
	for (const char *p = point + 1; p < end; p++) {
		if (unit % 10 != 0 && *p != '0')
			return "less than a fen; two decimals of a yuan at most";
		unit /= unit % 10 == 0 ? 10 : 1;
		part += unit * (*p - '0');
	}
	unit = unit_of(end, unitless);
	if (whole > INT64_C(9007199254740992) / unit)
		return "too big; at most 9007199254740992 fen";
	*fen = (whole * unit + part) * (*text == '-' ? -1 : 1);
	return NULL;
}

/* ---- the other units ------------------------------------------------------------- */

/* 2020-06-18 09:00:00, 2020-06-18T..., 20200618, 2020-06 */
static const char *
month_of(const char *text, char *out, size_t size)
{
	int year, month, n = 0;
	bool dashed = sscanf(text, "%4d-%2d%n", &year, &month, &n) == 2 && n == 7;

	if ((!dashed && (strspn(text, "0123456789") < 6 || sscanf(text, "%4d%2d", &year, &month) != 2)) || month < 1 ||
	    month > 12)
		return "no time; write 2020-06-18 09:00:00";
	snprintf(out, size, "%04d-%02d", year, month);
	return NULL;
}

/* The platform's care types; those for long-term conditions have a ledger of their own with us. */
static const char *
service_of(const char *text, char *out, size_t size)
{
	static const struct { const char *types, *svc; } services[] = {
		{ " 11 12 13 19 51 ", "OP" }, { " 14 9903 9904 ", "CHRONIC" }, { " 21 22 23 24 25 26 27 28 52 ", "IP" },
		{ " IP ", "IP" }, { " OP ", "OP" }, { " CHRONIC ", "CHRONIC" },
	};
	char word[16];

	snprintf(word, sizeof word, " %.12s ", text);
	for (size_t i = 0; i < sizeof services / sizeof *services; i++)
		if (*text != '\0' && strstr(services[i].types, word) != NULL) {
			snprintf(out, size, "%s", services[i].svc);
			return NULL;
		}
	return "no care type; 11 12 13 19 51 outpatient, 14 chronic, 21 to 28 and 52 inpatient";
}

const char *
alias_value(enum alias_unit unit, const char *text, char *out, size_t size)
{
	const char *why = NULL;
	int64_t fen;

	switch (unit) {
	case ALIAS_SAME:
		snprintf(out, size, "%s", text);
		return strlen(text) < size ? NULL : "too long";
	case ALIAS_YUAN:
		if ((why = money_parse(text, 100, &fen)) == NULL)
			snprintf(out, size, "%" PRId64, fen);
		return why;
	case ALIAS_MONTH:
		return month_of(text, out, size);
	case ALIAS_MED_TYPE:
		return service_of(text, out, size);
	}
	return "no such unit";
}
