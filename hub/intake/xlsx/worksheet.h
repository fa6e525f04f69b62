/*
 * The rows of one sheet, one at a time.
 */
#pragma once

#include "hub/intake/xlsx/merges.h"
#include "hub/intake/xlsx/strings.h"
#include "hub/intake/xlsx/styles.h"

/* What was seen by the way; a line of 0: nothing of the kind. */
struct worksheet_seen {
	long hidden_rows, hidden_row;         /* how many were taken, the first */
	bool hidden_column[XLSX_COLUMNS_MAX]; /* with something in it */
	struct { long count, line; } filled[XLSX_COLUMNS_MAX];      /* cells filled down, the first */
	long far_line;                        /* a cell right of XLSX_COLUMNS_MAX */
	int  far_column;
	long below_line, below_after;         /* something below XLSX_EMPTY_MAX empty rows, and the row before them */
};

struct worksheet;

/* NULL: *why.  What is handed over is borrowed until worksheet_close(). */
struct worksheet *worksheet_open(struct archive *a, int part, struct strings *strings, const struct styles *styles,
                         const struct merges *merges, bool since_1904, struct xlsx_why *why);
void worksheet_close(struct worksheet *s);
int  worksheet_row(struct worksheet *s, struct xlsx_row *row);
void worksheet_head(struct worksheet *s);
const struct worksheet_seen *worksheet_seen(const struct worksheet *s);
