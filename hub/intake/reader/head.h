/*
 * Which line of a table names its columns: the first of the first ten on which at least half of what is written are
 * known titles.  What stands before it is for people.  A head of two lines, whose titles are over each other where
 * cells were merged, is the lower one; where that says nothing, what the upper one says.
 */
#pragma once

#include "hub/intake/reader/titles.h"
#include "hub/intake/row_cells.h"

/* The line below the last may be the lower one of two. */
enum { HEAD_LINES = 10, HEAD_ROWS = HEAD_LINES + 1 };

struct head_row { long line, down; int count; char **cells; };      /* down: the lowest line a cell is merged to */

struct head_rows { int count; struct head_row row[HEAD_ROWS]; };

/* Keeps one more row (copied): 0, -1 out of memory. */
int  head_rows_add(struct head_rows *rows, const struct row_cells *row, long down);
void head_rows_clear(struct head_rows *rows);

struct head_column {
	const char      *title;           /* as it is written; "" none */
	bool             known;
	char             name[TITLE_MAX]; /* of a known one: how its column is called */
	enum amount_unit unit;            /* said beside it */
};

struct head {
	long line;                        /* the lower */
	int  known, written;              /* titles */
	int  count;                       /* cells */
	struct head_column column[ROW_CELLS_MAX];
};

/* false: there is none.  Titles are those of `rows`. */
bool head_find(const struct head_rows *rows, const struct titles *titles, struct head *out);
