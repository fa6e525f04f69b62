/*
 * What is asked of a list, and where its rows go.
 */
#pragma once

#include "console/cli/session.h"

enum out_format { OUT_TABLE, OUT_JSON, OUT_CSV };

struct list_file {
	enum out_format format;
	FILE *file;
	int   width;                 /* columns of the table */
	bool  bom;                   /* CSV: begin with U+FEFF, as spreadsheets want it */
	bool  safe;                  /* CSV: a ' before text that a spreadsheet would take for a formula */
	bool  titles;                /* CSV of records: Chinese column titles */
	long  rows;
};

/* What people call a kind of records; worked_out: columns that change with the day, of the list `list`. */
struct listing_noun { const char *noun; enum kind kind; const char *columns, *test, *worked_out, *list; };

struct listing {
	const char *request;         /* "issues 乡镇:姚关 逾期>7", "task status=DOING", "townships 姚关" */
	const char *sort;            /* "deadline,-id"; "" or NULL: the list's own order */
	const char *fields;          /* "id,title"; "" or NULL: all, or the table's columns */
	long        limit;           /* 0: all */
	bool        raw;             /* fields as records have them: codes, fen, JSON */
	bool        whole;           /* a table as wide as what stands in it: into a pipe nothing is cut */
	bool        one;             /* JSON: the row itself, not a list of them */
	bool        as_on_screen;    /* issues: without a state in the filter only those the screen lists */
	struct list_file out;
};
