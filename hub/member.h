/*
 * The texts of a record's body as the hub keeps it: what is absent, or is no text, reads as "".
 */
#ifndef GUATU_HUB_MEMBER_H
#define GUATU_HUB_MEMBER_H

#include <stddef.h>

#include <cjson/cJSON.h>

const char *member_text(const cJSON *body, const char *name);
/* Cut to `size`. */
void        member_copy(const cJSON *body, const char *name, char *out, size_t size);

#endif
