/*
 * The columns of a person-by-person file (claims, rosters): which cell holds
 * what, under our name, its Chinese title, or another system's name for it
 * (model/flow/aliases.def).  Columns nobody asks for are left unread, but searched:
 * an identity number may stand in the column that is hashed and nowhere else.
 *
 * Nothing here repeats a cell that may hold a number of a person: see
 * cell_quote().
 */
#pragma once

#include "hub/intake/reader/reader.h"
#include "model/flow/aliases.h"
#include "model/text/amount.h"

enum { SHEET_COLUMNS = 32 };

/* also: other titles, blank-separated.  secret: what is in it is hashed, so numbers are let in.  code: its numbers are
 * names.  day: a date.  money: an amount.  tells: a line with all of these is the head, however many others it has. */
struct sheet_column { const char *name, *title, *also; bool secret, code, day, money, tells; };

struct sheet {
	const struct sheet_column *defs;
	int             count;
	const char     *kind;                    /* of aliases.def */
	int             cell[SHEET_COLUMNS];       /* of each column, or -1 */
	enum alias_unit unit[SHEET_COLUMNS];
	enum amount_unit amount[SHEET_COLUMNS]; /* of bare numbers, where the title says one */
	const char     *title[SHEET_COLUMNS];    /* as the file has it, while it is open */
	int             cells;                   /* a row must have */
	bool            secret[ROW_CELLS_MAX], code[ROW_CELLS_MAX], used[ROW_CELLS_MAX];
	int             hidden;                  /* a code of the last row that lost hidden characters, from 1 */
	long            line;                    /* of the titles */
};

/* Finds the head of the table, whose columns are defs, count and kind: 0, -1. */
int         sheet_header(struct sheet *c, struct reader *reader, const struct reader_notes *notes,
                         struct row_problem *p);
/* Which column says whose row it is. */
void        sheet_whose(const struct sheet *c, struct reader *reader, int column);
/* A row of the right length, no number of it spoilt by a spreadsheet, none where none may be: 0, -1.  Its cells are
 * made plain. */
int         sheet_row(struct sheet *c, struct row_cells *row, struct row_problem *p);
/* Does a column of people called so hold identity numbers, or numbers of the platform's own?  A cell that should be one
 * and is nobody's; a passport and the like begins with a letter. */
bool        sheet_of_identities(const char *title);
bool        sheet_nobody(const char *cell);
/* Of the cell, counted from 1. */
const char *sheet_title(const struct sheet *c, int cell);
/* "" when the file has no such column. */
const char *sheet_text(const struct sheet *c, const struct row_cells *row, int column);
/* Fills `p` for a cell of the row: always -1. */
int         sheet_refuse(const struct sheet *c, const struct row_cells *row, int column, struct row_problem *p,
                         const char *why);
