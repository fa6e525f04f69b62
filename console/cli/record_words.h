/* What a person reads for a field of a record: names for codes, yuan for fen, times without their zone. */
#pragma once

#include "console/cli/session.h"
#include "store/read/records.h"

void record_words(struct session *s, const struct record *row, int field, char *out, size_t size);
