/*
 * A file of people handed in - claims, a roster - as a command and as a
 * fetched source: the batch around it (hub/intake/batch.h), what is said.
 */
#pragma once

#include "hub/intake/batch.h"
#include "hub/cmd/options.h"
#include "hub/intake/row.h"

struct people_file {
	FILE       *errors;
	FILE       *notes;           /* what was found; NULL: unsaid */
	bool        skip_bad;
	long        rows, bad;
	long        lost;            /* rows left out: a spreadsheet rounded who it is; the others are taken */
	long        spoilt;          /* bad or left out for what a spreadsheet did */
	long        odd;             /* identity numbers that are none, keyed as they stand */
	const char *encoding;
	const char *sheet;           /* of a workbook; NULL: the one whose head fits best */
	/* Notes, said when it is taken all the same; the file they are about. */
	struct faults said;
	int         file;
	/* Of each file when they were made from others: what messages call it, and what its columns are called. */
	const char *const *called;
	const struct row_members *const *json;
	bool        made;            /* the one that is read now was made from JSON */
	int         now;             /* which of them is read; -1 once more */
	size_t      left_out;        /* notes about members of JSON, said already */
};

/* Writes what the files say, between batch_begin() and batch_finish(), and fills the batch's counts.  When it is
 * going to be held, `copy` (may be NULL) gets the rows with keys for identity numbers.  0; -1 refused, said; -2. */
typedef int people_file_take(struct hub_db *db, struct batch *b, char *const *paths, int count, struct people_file *how,
                          FILE *copy);

/* The command `import claims` or `import roster`: what the source `takes` is its second word. */
int people_file_command(people_file_take *take, const struct options *o);
/* As a batch_taker. */
int people_file_pull(people_file_take *take, struct hub_db *db, struct batch *b, const char *path, FILE *errors);

/* The `n`th file is read now; `again`: once more, and there is nothing more to note.  0; -2 out of memory. */
int  people_file_begin(struct people_file *how, int n, bool again, const char *path);
/* Opens it: 0, -1. */
int  people_file_open(const struct people_file *how, struct reader *r, const char *path);
/* A note of that file, `column` counted from 1; for people too, so what it repeats of a cell is cell_quote()d. */
void people_file_note(struct people_file *how, long line, int column, const char *title, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* The same from its reader. */
struct reader_notes people_file_notes(struct people_file *how);
/* The file cannot be read from here on: always -1. */
int  people_file_refuse(struct people_file *how, const char *path, const struct reader *reader);
/* One more row that is bad or left out, said in the form all importers use; the first fifty of a file are. */
void people_file_say(struct people_file *how, const char *path, const struct row_problem *why);
