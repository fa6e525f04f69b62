/*
 * A row as it came, whatever file it came in: its line, its cells as text.  What the cells mean is said by whoever
 * knows the columns (hub/intake/row.h, hub/people/sheet.h).
 */
#pragma once

#include "model/base.h"
#include "model/text/spreadsheet.h"

enum { ROW_CELLS_MAX = 512 };
/* A cell that begins with it holds no value, but why it has none: hub/intake/json/json_value.h. */
#define CELL_UNSOUND '\1'
/* A cell that is this alone: the record does not have that member, which is not to say that it is empty. */
#define CELL_ABSENT "\3"
static inline bool cell_absent(const char *cell) { return strcmp(cell, CELL_ABSENT) == 0; }
/* In a quoted cell of a table made from JSON: a line break, so that each record has one line. */
#define CELL_BREAK '\2'

/* Of what people wrote no mark is believed: it stands as a sign no text may have in it. */
static inline void
cells_unmark(char *text, size_t len)
{
	static const char marks[] = { CELL_UNSOUND, CELL_BREAK, '\3' };

	for (size_t i = 0; i < sizeof marks; i++)
		for (char *p = text; (p = memchr(p, marks[i], len - (size_t)(p - text))) != NULL;)
			*p++ = '\x1A';
}

/* Of a table made from JSON (hub/intake/json/json_rows.h), whose line N + 1 is record N: what they call each column. */
struct row_members { int count; char *name[ROW_CELLS_MAX]; };

struct row_cells {
	long  line;                           /* its first */
	int   count;
	char *cells[ROW_CELLS_MAX];               /* good until the next row is asked for */
};

/* Where and why a row is not taken; column counts cells from 1, 0 is the whole row.  spoilt: what a spreadsheet did to
 * the cell. */
struct row_problem { long line; int column; const char *title; enum spoilt spoilt; char reason[900]; };
/* Fills `p`, whose own reason it may be: always -1. */
static inline int
row_refuse(struct row_problem *p, long line, int column, const char *title, const char *reason)
{
	p->line = line;
	p->column = column;
	p->title = title;
	p->spoilt = SPOILT_NOT;
	if (reason != p->reason)
		snprintf(p->reason, sizeof p->reason, "%s", reason);
	return -1;
}
