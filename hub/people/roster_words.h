/*
 * Who has a subsidy, as a rule over a roster's columns: param subsidy_CATEGORY_if (model/figures/row_formula.h).  It
 * may ask for age, disability (the grade), dibao, unable, category and impairment.
 */
#pragma once

#include "hub/people/columns.h"
#include "model/figures/row_formula.h"

/* 0, -1 with `why`. */
int roster_formula(const char *text, struct row_formula *out, char *why, size_t size);
/* The list of codes a column takes its own from; NULL none. */
const char *roster_list(int column);
