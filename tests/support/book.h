/*
 * Workbooks for tests: the parts that every one has around the XML a test is about, and what hub/intake/xlsx reads of
 * them as text.
 */
#pragma once

#include "tests/support/zip.h"

/* Each may be left out. */
struct book {
	const char *rows;                     /* in <sheetData> */
	const char *before, *after;           /* beside it: <cols>, <mergeCells> */
	const char *strings;                  /* in <sst>; NULL: there is no such part */
	const char *formats, *cells;          /* in <numFmts> and <cellXfs>; both NULL: there is no styles.xml */
	const char *about;                    /* in <workbook>, before <sheets> */
	const char *sheet;                    /* the whole part of the sheet, in place of rows, before and after */
	size_t      sheet_len;                /* 0: up to its NUL */
};

void book_write(const char *path, const struct book *b);
/* The parts that say what is where: a workbook with one sheet, 表 (xl/worksheets/sheet1.xml), texts and styles.  For
 * tests that write the sheet themselves. */
void book_frame(struct zip *z, const char *about);

/*
 * A row a line, "3:a|b": cells parted by |, h behind the number of a hidden row, <2> behind a cell filled down from row
 * 2, {why} behind one that may not be taken.  Then "#line:column note" lines, or "!line:column why".  0; 1 when it was
 * refused.
 */
int  book_print(FILE *out, const char *path, int sheet);
/* The same of `b`, good until the next call.  `path` is where it is written. */
const char *book_read(const char *path, const struct book *b);
const char *book_read_file(const char *path, int sheet);
