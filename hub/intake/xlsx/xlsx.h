/*
 * Reads .xlsx row by row in constant memory, by minizip and expat: cells come as UTF-8 texts, the way a person would
 * have typed them: dates as 2020-06-30, date and time as 2020-06-30 09:00 (:30 when it has seconds), times as 09:00,
 * a number shown as a share as 99.1%, one shown in 万 as 4.1万, one shown as a code ("ZB"0000) as ZB0012, others with
 * the fifteen digits a spreadsheet keeps, yes and no as TRUE and FALSE.  A whole number of more than fifteen digits
 * comes as 5.3052119800101E+17, because that is all that is left of it: the rules of cells refuse it where it is a
 * name.
 *
 * Every workbook is hostile: limits are in archive.h (packed parts) and xml.h (what is in them).
 */
#pragma once

#include "model/base.h"

enum {
	XLSX_COLUMNS_MAX = 512,               /* what stands further right is left out, and said by xlsx_notes() */
	XLSX_CELL_MAX    = 32767,             /* UTF-16 units in a cell, Excel's own limit */
	XLSX_ROW_MAX     = 1 << 20,           /* bytes of text in a row */
	XLSX_EMPTY_MAX   = 10000              /* empty rows after which a sheet is taken to have ended */
};

/* Where, and why.  line 0: about the file; column 0: about the row. */
struct xlsx_why { long line; int column; char text[400]; };

enum xlsx_kind { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_DATE, XLSX_BOOL };

struct xlsx_cell {
	char       *text;                     /* never NULL; may be cut up by the caller */
	enum xlsx_kind kind;
	/*
	 * Why its text may not be taken (a formula that failed or was never worked out, a control character, a
	 * picture), in the language of the messages; else NULL.  It is the caller who knows whether anybody keeps this
	 * column.
	 */
	const char *wrong;
	/*
	 * The row where it stands: not this one's line when cells are merged downwards and this one repeats the
	 * topmost.  Right for heads and for groups; a count or an amount would be counted once more in each row.
	 */
	long        from;
};

struct xlsx_row {
	long line;                            /* as the spreadsheet numbers it */
	int  count;                           /* up to the last cell with something in it, at least 1 */
	struct xlsx_cell *cells;
	bool hidden;                          /* filtered out, or hidden by hand */
	long down;                            /* the lowest row a cell of this one is merged down to; else its line */
};

/* What the first bytes of a file say it is; enough are 8 KB. */
enum xlsx_look { XLSX_LOOKS_TEXT, XLSX_LOOKS_ZIP, XLSX_LOOKS_OTHER };
/* XLSX_LOOKS_OTHER: *why is a sentence that names it and says what to save it as. */
enum xlsx_look xlsx_look(const char *bytes, size_t len, const char **why);

struct xlsx;

/* NULL: *why.  Close it in any case where it is not NULL. */
struct xlsx *xlsx_open(const char *path, struct xlsx_why *why);
void         xlsx_close(struct xlsx *x);

/* The sheets with rows (charts have none), in the order of their tabs, at least one. */
int          xlsx_sheets(const struct xlsx *x);
const char  *xlsx_sheet_name(const struct xlsx *x, int sheet);
bool         xlsx_sheet_hidden(const struct xlsx *x, int sheet);

/* To the top of a sheet, as often as one likes: 0, or -1 with xlsx_why(). */
int          xlsx_begin(struct xlsx *x, int sheet);
/* The next row with something in it, good until the next call: 1, 0 at the end, -1 with xlsx_why(). */
int          xlsx_row(struct xlsx *x, struct xlsx_row *row);
const struct xlsx_why *xlsx_why(const struct xlsx *x);

/* The row read last is the head of a table: that cells of it, or above it, are merged is no news. */
void         xlsx_head(struct xlsx *x);

/* What of the sheet read last was taken or left out that is not plain to see: hidden rows and columns, hidden sheets,
 * cells filled down, what stands too far away.  After its last row. */
void         xlsx_notes(const struct xlsx *x, void (*say)(void *to, const struct xlsx_why *note), void *to);
