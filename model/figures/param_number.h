/*
 * A parameter is written as its document writes it; formulas reckon in fen and shares.
 */
#pragma once

#include "model/figures/rational.h"

/* False when the value is no number.  *base is what the number is in: fen, bp (a share), or the unit itself. */
bool param_number(const char *value, const char *unit, struct rational *out, const char **base);
