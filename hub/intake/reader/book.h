/*
 * A sheet of a workbook (hub/intake/xlsx/xlsx.h) as rows like those of a text: what cannot be taken of a cell is marked
 * (CELL_UNSOUND) with why.
 */
#pragma once

#include "hub/intake/reader/head.h"
#include "hub/intake/xlsx/xlsx.h"

struct reader_book {
	struct xlsx     *xlsx;
	struct xlsx_why  why;
	struct row_cells row;                  /* the one read last */
	long             from[ROW_CELLS_MAX];  /* the line each cell stands in: another one's when merged with it */
	bool             number[ROW_CELLS_MAX];
	/* Inside. */
	char             nothing[1], absent[2];
	struct { const char *why; char text[420]; } wrong[16];
};

/* 0, -1 with `why`. */
int  book_open(struct reader_book *b, const char *path);
void book_close(struct reader_book *b);
/* The sheet called so, -1 there is none. */
int  book_sheet(const struct reader_book *b, const char *name);
/* Names of all sheets but one, parted by commas; hidden ones in brackets, or left out. */
void book_others(const struct reader_book *b, int but, bool hidden, char *out, size_t size);
/* The first lines of a sheet: 0, -1. */
int  book_look(struct reader_book *b, int sheet, struct head_rows *rows);
/* The line of its head, behind book_look(): 0, -1. */
int  book_head(struct reader_book *b, int sheet, long line);
/* The next row, with at least `width` cells: 1, 0, -1. */
int  book_row(struct reader_book *b, int width);
