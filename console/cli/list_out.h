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

/* Records of a kind, field by field; `words`: conditions on fields. */
long list_out_records(struct session *s, const struct listing_noun *noun, struct listing *l, const char *words,
                      char *error, size_t error_size);
/* One row as a JSON object with its codes alone, without a newline. */
void list_out_json(FILE *file, const struct list *list, const void *row);
/* A JSON string with its quotes. */
void json_string(FILE *file, const char *text);
