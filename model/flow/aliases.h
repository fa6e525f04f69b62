/*
 * The national platform's field names (aliases.def) and the units they come
 * in.  A value is turned into what our own column would hold, as text, so that
 * whoever reads the column judges it as always.
 */
#pragma once

#include "model/base.h"

enum alias_unit { ALIAS_SAME, ALIAS_YUAN, ALIAS_MONTH, ALIAS_MED_TYPE };

struct alias_def { const char *kind, *field, *name; enum alias_unit unit; };
extern const struct alias_def alias_defs[];
extern const int alias_def_count;

/* The row for a foreign `name` in a table of `kind` ("settlement", "claim"), or NULL. */
const struct alias_def *alias_find(const char *kind, const char *name);

/* Writes our form of `text` into out: NULL, or what is wrong and what is allowed. */
const char *alias_value(enum alias_unit unit, const char *text, char *out, size_t size);
