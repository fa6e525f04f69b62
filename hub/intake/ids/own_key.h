/*
 * An id for a row whose table has no column for ids: 序号 of a list are no ids, since next month's begin with 1 again.
 */
#pragma once

#include "hub/authority/db.h"
#include "store/cache/cache.h"

/* Can the kind's rows do without? */
bool own_key_any(enum kind kind);
/* `values` of all its fields, codes in place of names. */
void own_key_make(enum kind kind, const char *county, const struct cache_value *values, char out[HUB_ID_MAX + 1]);
/* The titles of what it is made of. */
const char *own_key_words(enum kind kind, char *out, size_t size);
