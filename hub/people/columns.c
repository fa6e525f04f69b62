#include "hub/people/columns.h"

const struct sheet_column claim_columns[CLAIM_COLUMNS] = {
#define CLAIM(id, name, title, also) [CLAIM_##id] = \
	{ name, title, also, false, false, CLAIM_##id == CLAIM_DATE, false, CLAIM_##id == CLAIM_DATE },
#define CODE(id, name, title, also) [CLAIM_##id] = \
	{ name, title, also, CLAIM_##id == CLAIM_PERSON || CLAIM_##id == CLAIM_HOUSEHOLD, true, false, false, \
	  CLAIM_##id == CLAIM_PERSON },
#define MONEY(id, name, title, also) [CLAIM_##id] = \
	{ name, title, also, false, false, false, true, CLAIM_##id == CLAIM_TOTAL || CLAIM_##id == CLAIM_PAID },
#include "hub/people/claims.def"
#undef CLAIM
#undef CODE
#undef MONEY
};

const struct sheet_column roster_columns[ROSTER_COLUMNS] = {
#define ROSTER(id, name, title, also) [ROSTER_##id] = \
	{ name, title, also, false, false, ROSTER_##id == ROSTER_PAID_ON, ROSTER_##id == ROSTER_SUBSIDY, \
	  ROSTER_##id == ROSTER_ENROLLED },
#define CODE(id, name, title, also) [ROSTER_##id] = \
	{ name, title, also, ROSTER_##id == ROSTER_PERSON, true, false, false, ROSTER_##id == ROSTER_PERSON },
#include "hub/people/roster.def"
#undef ROSTER
#undef CODE
};

const struct sheet_column *
people_columns(const char *takes, int *count, const char **kind)
{
	bool claims = strcmp(takes, "claims") == 0;

	if (!claims && strcmp(takes, "roster") != 0)
		return NULL;
	*count = claims ? CLAIM_COLUMNS : ROSTER_COLUMNS;
	*kind = claims ? "claim" : "roster";
	return claims ? claim_columns : roster_columns;
}
