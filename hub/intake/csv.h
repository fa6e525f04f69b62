/*
 * Reads CSV as people's programs write it: RFC 4180, LF or CRLF, UTF-8 with or
 * without a byte-order mark, or GB18030 (what Chinese spreadsheets save).  The
 * whole file is taken into memory and cut up in place, so cells stay valid
 * until csv_clear().  Strict where leniency would shift columns: a stray or
 * unclosed quote is an error, not data.
 */
#pragma once

#include "hub/intake/row_cells.h"

#define CSV_BYTES_MAX ((size_t)2 << 30)

struct csv {
	char       *data, *at, *end;
	long        line;                     /* of what is read next; the header is line 1 */
	const char *encoding;                 /* "UTF-8" or "GB18030" */
	struct row_cells row;                 /* the one read last */
	/* Where and why it went wrong; line 0: about the file. */
	long        error_line;
	int         error_column;             /* cell in the row, from 1; 0: the whole row */
	char        error[200];
};

/* Reads and decodes a file: 0, or -1 with the reason. */
int csv_load(struct csv *c, const char *path);
/* The same for bytes already there (copied). */
int csv_load_bytes(struct csv *c, const char *bytes, size_t len);
/* Is it a line for people, `# ' and what they want to say?  No id has a blank in it. */
static inline bool csv_is_comment(const char *line) { return line[0] == '#' && line[1] == ' '; }
/* The next row, empty lines and comments skipped: 1, 0 at the end, -1 malformed (nothing more can be read). */
int csv_row(struct csv *c);
void csv_clear(struct csv *c);
