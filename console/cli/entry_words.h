/*
 * An entry's fields that are codes and lists in the record, as a person reads
 * them: its ledger and stage by name, columns, the way it went, signatures.
 */
#pragma once

#include "console/cli/session.h"

struct entry_words;

/* NULL: no such entry, or it cannot be read. */
struct entry_words *entry_words_new(struct session *s, const char *id);
void                entry_words_free(struct entry_words *w);
/* The field in words; false when the record's own text will do. */
bool entry_words_field(struct entry_words *w, int field, char *out, size_t size);
const char *entry_words_stage(const struct entry_words *w, const char *code);
