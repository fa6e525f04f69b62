/*
 * Formats of printf whose arguments are texts: a translated one is filled with
 * them in its own order, and what printf made is taken apart again.
 */
#pragma once

#include "model/base.h"

enum { FORMAT_ARGS = 8, FORMAT_TEXT = 1024 };

/* %s, %d ...; %.40s at most 40 characters; %2$s the second; %% none.  An argument that is not there is empty. */
void format_fill(const char *format, const char *const *args, int count, char *out, size_t size);
/* How many arguments `text` was made with from `format`, all of them %s, %d, %.40s ... in order; they stand in `copy`.
 * -1: it was not. */
int  format_match(const char *format, const char *text, char copy[FORMAT_TEXT], const char *args[FORMAT_ARGS]);
