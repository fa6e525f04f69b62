/*
 * What a person types for a place, a post or a term, turned into its code:
 * by code, name, short name, pinyin or initials.
 */
#pragma once

#include "store/cache/store.h"

/* The id (for terms: the code) of the one record of `kind` that `typed` means.  `list` narrows terms, `level`
 * divisions (0: any).  0; -1 with a sentence that lists what is allowed or what it could mean. */
int lookup_code(struct store *st, enum kind kind, const char *list, int level, const char *typed,
                char *out, size_t size, char *error, size_t error_size);
