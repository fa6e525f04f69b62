/*
 * Members of a record's body as the hub keeps it: what is absent, or of another type, reads as ""
 * or as nothing.
 */
#ifndef GUATU_HUB_MEMBER_H
#define GUATU_HUB_MEMBER_H

#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

const char *member_text(const cJSON *body, const char *name);
/* Cut to `size`. */
void        member_copy(const cJSON *body, const char *name, char *out, size_t size);
/* 0 when it is no number. */
int64_t     member_number(const cJSON *body, const char *name);
/* A civil day, `otherwise` when it is none. */
int32_t     member_day(const cJSON *body, const char *name, int32_t otherwise);
/* How many things a list has; what is no list has none. */
int         member_count(const cJSON *body, const char *name);

#endif
