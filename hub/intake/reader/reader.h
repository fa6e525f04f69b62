/*
 * Whatever file comes in - records, rosters, claims, a pack's, one that was fetched - as rows under known columns, in
 * bounded memory: CSV in any encoding and with any separator (hub/intake/reader/csv.h) and workbooks.  What is neither
 * is refused with a sentence that says what to save it as.
 *
 * What stands before the line of titles (hub/intake/reader/head.h), rows that add up others, rows and columns with
 * nothing in them and columns nobody knows are left out; each is named as a note.
 */
#pragma once

#include "hub/intake/reader/book.h"
#include "hub/intake/reader/csv.h"
#include "hub/intake/reader/head.h"

/* Where notes go; `say` NULL: nowhere.  line 0: about the file. */
struct reader_notes {
	void (*say)(void *to, long line, int column, const char *title, const char *words);
	void *to;
};

struct reader {
	struct row_cells *row;                /* the one read last */
	struct head      *head;               /* behind reader_head() */
	const char       *sheet;              /* of a workbook, the one that is read; NULL */
	const char       *encoding;           /* for people */
	/* Where and why it went wrong; line 0: about the file; a title when it is about one. */
	long        error_line;
	int         error_column;
	const char *error_title;
	char        error[900];
	bool        headless;                 /* no line names columns */
	/* Inside. */
	FILE               *fp;
	struct csv          csv;
	struct reader_book  book;
	const char         *named;            /* the sheet that is asked for; NULL any */
	struct head_rows    rows;             /* the titles' text */
	struct reader_notes notes;
	int                 ids, width;       /* the column that says which record it is, or -1; cells of the head */
	bool                counts;           /* there, a number of people says that it is no such row */
	bool                untitled[ROW_CELLS_MAX], any_untitled;
	bool                adds[ROW_CELLS_MAX], merged[ROW_CELLS_MAX];
	long                empty, first_empty;
};

/* Opens a file and sees what it is.  `sheet`: of a workbook; NULL: the one whose head fits best.  0, -1. */
int  reader_open(struct reader *r, const char *path, const char *sheet);
/* The same of text in a file that is open, which is closed with it. */
int  reader_of(struct reader *r, FILE *fp);
/* Behind that: the hub made the file, from JSON (csv_made()). */
void reader_made(struct reader *r);
/* Finds the head of the table, before the first row: 0, -1. */
int  reader_head(struct reader *r, const struct titles *titles, const struct reader_notes *notes);
/* Behind that: which column of the head names a row.  Rows without it may be sums. */
void reader_ids(struct reader *r, int column, bool people);
/* The next row, with as many cells as the head unless somebody forgot quotes around a separator: 1, 0, -1. */
int  reader_row(struct reader *r);
void reader_close(struct reader *r);
