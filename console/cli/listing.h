/*
 * Lists of records for `guatu list` and for the screens' export: the request
 * is a noun and conditions, as a person types them; out come JSON, CSV or a
 * table for reading.
 */
#pragma once

#include "console/cli/listing_request.h"

/* Writes the list: rows written, or -1 with a sentence that says what is allowed. */
long listing_write(struct session *s, struct listing *l, char *error, size_t error_size);

extern const struct listing_noun listing_nouns[];
extern const int listing_noun_count;

/* The options of a list out of a command's words; 0, or -1 when it was said what is wrong (cmd_list.c). */
struct cli;
int cli_list_options(struct cli *cli, struct listing *l);
/* Writes `first` (a noun, conditions) with the command's words from argv[`from`] on: the exit status. */
int cli_list_write(struct cli *cli, struct listing *l, const char *first, int from);
