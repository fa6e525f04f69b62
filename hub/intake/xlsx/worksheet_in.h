/* The inside of worksheet.h: the state of one sheet being read. */
#pragma once

#include "hub/intake/xlsx/worksheet.h"

/* A short number can become a longer text; the last byte is the text of cells that are not there. */
enum { TEXT_ROOM = XLSX_ROW_MAX + DECIMAL_TEXT + 1 };

enum type { TYPE_NUMBER, TYPE_SHARED, TYPE_INLINE, TYPE_RESULT, TYPE_BOOL, TYPE_ERROR, TYPE_ISO, TYPE_OTHER };

/* What the topmost of merged cells says to those below. */
struct fill { long top, bottom; enum xlsx_kind kind; const char *wrong; char *text; };

struct worksheet {
	struct xml xml;
	struct xlsx_why *why;
	struct strings *strings;
	const struct styles *styles;
	const struct merges *merges;
	size_t merge;                         /* the next that begins */
	bool   since_1904;
	struct worksheet_seen seen;

	bool   in_rows, in_columns, in_row, in_cell;
	bool   over;                          /* only looking whether something stands below */
	bool   hidden[XLSX_COLUMNS_MAX];

	/* The row. */
	long   line, last;                    /* its number, 0 while it may yet be said by a cell; the one before */
	bool   row_hidden;
	int    column;                        /* the cell's, or the last one's; -1 */
	int    count, touched;                /* up to the last with something in it; up to the last that is there */
	size_t len;                           /* bytes in text[], which has room for TEXT_ROOM */
	char  *text;
	struct xlsx_cell cell[XLSX_COLUMNS_MAX];
	struct fill fill[XLSX_COLUMNS_MAX];
	int    fills;                         /* columns up to there may have one */
	long   empty;                         /* rows with nothing in them since the last that had something */

	/* The cell. */
	enum type type;
	long   style;
	bool   formula, value, in_value, in_inline, kept;
	struct rich rich;
};

extern const char worksheet_row_full[];

/* What expat says of a cell: <c ...>, what stands in it, </c>.  Whatever is wrong is in s->why. */
void cell_begins(struct worksheet *s, const char **attributes);
void cell_part_begins(struct worksheet *s, const char *name);
void cell_ends(struct worksheet *s);
