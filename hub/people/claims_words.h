/*
 * What a watch's formulas may ask of a claim (model/figures/row_formula.h), for whoever reads or judges watches.
 */
#pragma once

#include "hub/people/columns.h"
#include "model/figures/row_formula.h"

/* Parses one, of which oop_scope is short for what is left in scope after three layers: 0, -1 with `why`. */
int  claim_formula(const char *text, struct row_formula *out, char *why, size_t size);
/* The list of codes a column takes its own from; NULL none: an institution is known by its number. */
const char *claim_list(int column);
/* Why a watch cannot go by what stands in one of its fields, amount param or condition; NULL it can.  `why` is room. */
const char *claim_formula_wrong(const char *field, const char *text, char *why, size_t size);
/* Amount, sign and threshold that need no formula: one of four amounts over a param. */
bool claim_simple(const char *amount, const char *op, const char *param);
