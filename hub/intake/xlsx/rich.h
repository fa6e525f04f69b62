/*
 * The text of a cell or of a shared string: all its <t>, also of rich runs, without the phonetics (<rPh>) that say how
 * to read it; _xHHHH_ decoded.
 */
#pragma once

#include "hub/intake/xlsx/xlsx.h"

enum { RICH_RAW_MAX = 7 * XLSX_CELL_MAX };   /* every letter as _xHHHH_ */

enum rich_wrong { RICH_GOOD, RICH_TOO_LONG, RICH_CONTROL };

struct rich {
	char  *to;                            /* room for RICH_RAW_MAX bytes and a NUL, or less: `room` */
	size_t len, room;
	bool   in_text, too_long, full;       /* full: `room` is less than a cell may have */
	int    phonetics;                     /* depth of rPh, 0: not in one */
};

void rich_begin(struct rich *r, char *to, size_t room);
/* Whatever stands below <si> or <is>. */
void rich_start(struct rich *r, int depth, const char *name);
void rich_end(struct rich *r, int depth, const char *name);
void rich_text(struct rich *r, const char *text, int len);
/* Decodes in place and ends it with a NUL; what is wrong is empty. */
enum rich_wrong rich_finish(struct rich *r);
