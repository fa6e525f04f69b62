/*
 * The columns of the two person-by-person files, as tables: claims.def and roster.def.
 */
#pragma once

#include "hub/people/sheet.h"

extern const struct sheet_column claim_columns[], roster_columns[];

/* What a source takes, `claims` or `roster`: its columns, how many, and its kind in aliases.def; NULL neither. */
const struct sheet_column *people_columns(const char *takes, int *count, const char **kind);
