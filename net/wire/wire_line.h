/*
 * The strict check in front of the JSON parser, for every line, request and
 * answer that came over the wire.  cJSON takes invalid UTF-8, raw escape
 * bytes, duplicate keys and trailing garbage; what has passed here has none of
 * these and may be given to it.
 */
#pragma once

#include "model/base.h"

/* Limits of what one line may hold. */
enum { WIRE_DEPTH_MAX = 32, WIRE_MEMBERS_MAX = 1024 };
#define WIRE_INT_MAX 9007199254740992LL     /* 2^53: the largest integer everybody reads alike */

/*
 * Is `text` exactly one JSON value?  Valid UTF-8, no control character (raw or
 * escaped, C1 and DEL included) except escaped line feed and tab, object keys
 * unique even when case is ignored, nesting within WIRE_DEPTH_MAX, integers
 * within 2^53, nothing before or after but blanks.  0; -1 with the reason and
 * the byte it was found at.
 */
int wire_line_check(const char *text, size_t len, char *error, size_t error_size);
