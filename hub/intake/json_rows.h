/*
 * Records that came as JSON, written as the CSV table every taker reads: an
 * array of objects, such an array inside one object ({"data":[...]}), or
 * NDJSON.  Each record is checked as strictly as a line of the wire.  Members
 * become columns; those `keep` does not know are left out, as on the wire.
 */
#pragma once

#include "model/base.h"

/* Line N + 1 of `to` is record N.  keep NULL: every member.  0; -1 with what is wrong in which record. */
int json_rows_to_csv(const char *from, const char *to, bool (*keep)(void *ctx, const char *member), void *ctx,
                     char *error, size_t size);
