/*
 * A record's body on the wire and as typed values, by fields.def alone: no
 * kind is known here by name.  Shared by the sync process, the hub and the
 * pack importer.
 */
#pragma once

#include <cjson/cJSON.h>

#include "model/records/record.h"
#include "net/wire/wire_text.h"
#include "store/cache/cache.h"

/* No kind has more fields than this; values[] arrays may be this long. */
enum { WIRE_FIELDS_MAX = 64 };

/*
 * Fills one value per field of `kind`, in record_fields order, from a body
 * that has passed wire_line_check().  Unknown members are ignored, absent or
 * null optional ones are VALUE_NULL, booleans 0/1, instants rewritten at
 * +08:00 (so that they sort as text), JSON members printed compactly.  The
 * text is owned by `body` and dies with it.  0; -1 with `deadline: not a date`.
 */
int wire_record_values(enum kind kind, const cJSON *body, struct cache_value *values, char *error, size_t error_size);

/* The same from text, in place (wire_text.h): the walk has been begun on the body and is left behind it.
 * `instants` holds what had to be rewritten. */
struct wire_instants { char text[WIRE_FIELDS_MAX][26]; };
int wire_record_walk(enum kind kind, struct wire_walk *body, struct cache_value *values, struct wire_instants *instants,
                     char *error, size_t error_size);

/* A whole number of at most 2^53 either way; 0, -1. */
int wire_integer(const cJSON *item, int64_t *out);
