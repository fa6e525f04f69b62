/*
 * A list as a table, CSV or JSON: what the screen shows, every row of the
 * filter.  JSON has the columns' names and typed values (fen, basis points,
 * ISO dates, codes with the words beside them); with `raw` so have CSV and table.
 */
#pragma once

#include "console/cli/listing_request.h"
#include "screens/kit/list.h"

/* `words`: conditions.  Rows written, or -1 with a sentence that says what is allowed. */
long list_out(struct session *s, const struct list_ops *ops, struct listing *l, const char *words, char *error,
              size_t error_size);

/* The same rows' records, field by field (--raw), of a list that has each(). */
long list_out_records(struct session *s, const struct list_ops *ops, enum kind kind, struct listing *l,
                      const char *words,
                      char *error, size_t error_size);
