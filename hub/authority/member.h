/*
 * Members of a record's body as the hub keeps it: what is absent, or of another type, reads as ""
 * or as nothing.
 */
#pragma once

#include "model/base.h"

#include <cjson/cJSON.h>

/* Of a body as it is kept an object with those members alone that `wanted` says (blank-separated names); NULL when it
 * is no object that can be read so: parse it whole. */
cJSON      *member_some(const char *body, const char *wanted);
const char *member_text(const cJSON *body, const char *name);
/* 0 when it is no number. */
int64_t     member_number(const cJSON *body, const char *name);
/* How many things a list has; what is no list has none. */
int         member_count(const cJSON *body, const char *name);
