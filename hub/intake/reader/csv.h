/*
 * Rows of CSV as people's programs write it: RFC 4180 with commas, or with what csv_separate() says; lines end in LF,
 * CRLF or CR; the encodings of hub/intake/reader/text.h.  In bounded memory: a row's cells are cut up in place and good
 * until the next one is asked for.  Strict where leniency would shift columns: a stray or unclosed quote is an error,
 * not data.
 */
#pragma once

#include "hub/intake/reader/text.h"
#include "hub/intake/row_cells.h"

enum { CSV_ROW_MAX = 8 << 20 };       /* bytes */

struct csv {
	struct row_cells row;                 /* the one read last */
	/* Where and why it went wrong; line 0: about the file. */
	long        error_line;
	int         error_column;             /* cell in the row, from 1; 0: the whole row */
	char        error[200];
	/* Inside. */
	struct text text;
	char       *data;                     /* what of the file is in memory */
	char       *begin;                    /* the row being read */
	size_t      at, len, room;            /* in it what comes next, how much there is; of data */
	long        line;                     /* of what comes next */
	long        passed;                   /* lines before it that were for people, or sep= */
	bool        ended, cut;               /* nothing more comes; because it was only a look ahead */
	bool        told;                     /* which separator: sep=; */
	bool        made;                     /* csv_made() */
	bool        returns;                  /* lines end in CR alone */
	char        separator;
	bool        stops[256];               /* what a cell ends at, or may not have in it */
};

/* A line for people, `# ' and what they want to say, is passed over.  No id has a blank in it. */
static inline bool csv_is_comment(const char *line) { return line[0] == '#' && line[1] == ' '; }

/* The file is the caller's and stays open.  0, or -1 with the reason. */
int  csv_open(struct csv *c, FILE *fp);
void csv_close(struct csv *c);
/* Before the first row: cells end at this; a `sep=;' line of the file is stronger. */
void csv_separate(struct csv *c, char separator);
/* The hub made it, from JSON: marks in its cells (hub/intake/row_cells.h) are believed. */
void csv_made(struct csv *c);
/* Another reader of the rows that are in memory now, to look ahead with; csv_close() it.  0, -1 out of memory. */
int  csv_look(const struct csv *c, char separator, struct csv *ahead);
/* The next row, empty lines and comments skipped: 1, 0 at the end, -1 malformed (nothing more can be read). */
int  csv_row(struct csv *c);
