/*
 * A row as it came, whatever file it came in: its line, its cells as text.  What the cells mean is said by whoever
 * knows the columns (hub/intake/row.h, hub/people/sheet.h).
 */
#pragma once

#include "model/base.h"
#include "model/text/spreadsheet.h"

enum { ROW_CELLS_MAX = 256 };

struct row_cells {
	long  line;                           /* its first */
	int   count;
	char *cells[ROW_CELLS_MAX];               /* good until the next row is asked for */
};

/* Where and why a row is not taken; column counts cells from 1, 0 is the whole row.  spoilt: what a spreadsheet did to
 * the cell. */
struct row_problem { long line; int column; const char *title; enum spoilt spoilt; char reason[512]; };
