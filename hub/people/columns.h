/*
 * The columns of the two person-by-person files, as tables: claims.def and roster.def.
 */
#pragma once

#include "hub/people/sheet.h"

enum claim_column {
#define CLAIM(id, name, title, also) CLAIM_##id,
#define CODE(id, name, title, also) CLAIM_##id,
#define MONEY(id, name, title, also) CLAIM_##id,
#include "hub/people/claims.def"
#undef CLAIM
#undef CODE
#undef MONEY
	CLAIM_COLUMNS
};

enum roster_column {
#define ROSTER(id, name, title, also) ROSTER_##id,
#define CODE(id, name, title, also) ROSTER_##id,
#include "hub/people/roster.def"
#undef ROSTER
#undef CODE
	ROSTER_COLUMNS
};

extern const struct sheet_column claim_columns[], roster_columns[];

/* What a source takes, `claims` or `roster`: its columns, how many, and its kind in aliases.def; NULL neither. */
const struct sheet_column *people_columns(const char *takes, int *count, const char **kind);
