/*
 * Lists whose rows are worked out when asked for, not stored: measures,
 * verdicts.  A list says its columns and makes rows of text cells; conditions
 * (COLUMN=VALUE ... and words to look for), sorting, choosing columns and the
 * three formats are done here.  Rows wait in memory: these lists are short.
 */
#ifndef GUATU_CONSOLE_LISTING_WORKED_H
#define GUATU_CONSOLE_LISTING_WORKED_H

#include "console/listing.h"

enum { WORKED_COLUMNS = 24 };

struct worked_column {
	const char *name, *title;      /* English for programs, Chinese */
	bool number;                   /* a JSON number, right in the table; "" is null */
	int  width;                    /* in the table; 0: not there unless --fields asks */
};

struct worked;
/* The value of a condition COLUMN=VALUE that steers what is made, "" when there is none; it is then no filter any more. */
const char *worked_take(struct worked *c, const char *column);
/* One row: a cell for each column; 0, -1 out of memory. */
int worked_row(struct worked *c, const char *const *cells);

struct worked_noun {
	const char *noun, *help;       /* help: msgid */
	const struct worked_column *columns;
	int count;
	/* Makes the rows: 0, -1 with a sentence. */
	int (*make)(struct session *s, struct worked *c, char *error, size_t error_size);
};
extern const struct worked_noun *const worked_nouns[];
extern const int worked_noun_count;
const struct worked_noun *worked_find(const char *noun);       /* NULL */

/* `words`: the conditions, written into.  As listing_write(). */
long listing_worked(struct session *s, struct listing *l, const struct worked_noun *noun, char *words, char *error, size_t error_size);

#endif
