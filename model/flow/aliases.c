#include "model/flow/aliases.h"

#include "model/room/civil.h"
#include "model/text/amount.h"
#include "model/text/language.h"
#include "model/text/when.h"

const struct alias_def alias_defs[] = {
#define ALIAS(kind, field, name, unit) { #kind, #field, name, ALIAS_##unit },
#include "model/flow/aliases.def"
#undef ALIAS
};
const int alias_def_count = sizeof alias_defs / sizeof *alias_defs;

const struct alias_def *
alias_find(const char *kind, const char *name)
{
	const struct alias_def *any = NULL;

	for (int i = 0; i < alias_def_count; i++) {
		if (strcmp(alias_defs[i].name, name) != 0)
			continue;
		if (strcmp(alias_defs[i].kind, kind) == 0)
			return &alias_defs[i];
		any = strcmp(alias_defs[i].kind, "any") == 0 ? &alias_defs[i] : any;
	}
	return any;
}

/* ---- units ------------------------------------------------------------------------ */

/* The platform says when: what we keep is the month. */
static const char *
month_of(const char *text, char *out, size_t size)
{
	char month[8];
	int64_t at;

	if (when_month(text, month) != NULL) {
		if (when_instant(text, &at) != NULL)
			return N_("no time; write 2020-06-18 09:00:00");
		civil_format(instant_day(at), out);
		snprintf(month, sizeof month, "%.7s", out);
	}
	snprintf(out, size, "%s", month);
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
	return N_("no care type; 11 12 13 19 51 outpatient, 14 chronic, 21 to 28 and 52 inpatient");
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
		if ((why = amount_money(text, AMOUNT_YUAN, &fen)) == NULL)
			snprintf(out, size, "%" PRId64, fen);
		return why;
	case ALIAS_MONTH:
		return month_of(text, out, size);
	case ALIAS_MED_TYPE:
		return service_of(text, out, size);
	}
	return "no such unit";
}
