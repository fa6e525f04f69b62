/*
 * Lists of records for `guatu list` and for the screens' export: the request
 * is a noun and conditions, as a person types them; out come JSON, CSV or a
 * table for reading.
 */
#ifndef GUATU_CONSOLE_LISTING_H
#define GUATU_CONSOLE_LISTING_H

#include "console/records_out.h"
#include "console/session.h"

struct listing {
	const char *request;         /* "issues 乡镇:姚关 逾期>7", "task status=DOING", "townships 姚关" */
	const char *sort;            /* "deadline,-id"; "" or NULL: the list's own order */
	const char *fields;          /* "id,title"; "" or NULL: all, or the table's columns */
	long        limit;           /* 0: all */
	bool        raw;             /* fields as records have them: codes, fen, JSON */
	bool        whole;           /* a table as wide as what stands in it: into a pipe nothing is cut */
	bool        as_on_screen;    /* issues: without a state in the filter only those the screen lists */
	struct records_out out;      /* format, file, width ... filled by the caller */
};

/* Writes the list: rows written, or -1 with a sentence that says what is allowed. */
long listing_write(struct session *s, struct listing *l, char *error, size_t error_size);

struct listing_noun { const char *noun; enum kind kind; const char *columns, *test; };
extern const struct listing_noun listing_nouns[];
extern const int listing_noun_count;

/* The options of a list out of a command's words; 0, or -1 when it was said what is wrong (cmd_list.c). */
struct cli;
int cli_list_options(struct cli *cli, struct listing *l);
/* Writes `first` (a noun, conditions) with the command's words from argv[`from`] on: the exit status. */
int cli_list_write(struct cli *cli, struct listing *l, const char *first, int from);

/* The fields of `names` (comma- or blank-separated, "id" included) of `kind` into fields[]; their number, -1 with a sentence. */
int listing_fields(enum kind kind, const char *names, int *fields, int max, char *error, size_t error_size);

#endif
