#include "model/figures/units.h"

#include "model/text/language.h"

const char *
unit_known(const char *unit)
{
	static const struct { const char *unit, *word; } words[] = {
		{ "fen", N_("×10k yuan") }, { "bp", "%" }, { "person", N_("persons") }, { "visit", N_("visits") },
		{ "count", N_("things") }, { "household", N_("households") }, { "day", N_("days") },
		{ "case", N_("case files") }, { "agreement", N_("agreements") }, { "piece", N_("pieces") },
		{ "year", N_("a year") }, { "village", N_("villages") }, { "division", N_("places") },
		{ "institution", N_("institutions") }, { "certificate", N_("certificates") },
		{ "workday", N_("workdays") },
		{ "yuan", N_("yuan") }, { "yuan/person/year", N_("yuan a person and year") },
		{ "yuan/year", N_("yuan a year") }, { "yuan/person", N_("yuan a person") },
		{ "percentage point", N_("points") }, { "time", N_("times") }, { "per week", N_("a week") },
		{ "hour", N_("hours") }, { "kind", N_("kinds") }, { "date", N_("day") }, { "item", N_("items") },
		{ "unit", N_("units") }, { "day of month", N_("day of the month") },
		{ "day of next month", N_("day of the next month") },
		{ "times", N_("multiples") }, { "score", N_("score") },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].unit, unit) == 0)
			return words[i].word;
	return NULL;
}
