/*
 * Is a cell the title of a column?  As people write them: with blanks and signs nobody sees around and inside, in
 * full-width letters, with a star for what must be filled in, with a unit in brackets or behind a stroke:
 * 总费用（元）, 总 费 用/万元, *编号.
 */
#pragma once

#include "model/text/amount.h"

enum { TITLE_MAX = 192 };

struct head;

/* The columns of a table. */
struct titles {
	/* Is there one with exactly this name? */
	bool (*known)(const void *ctx, const char *name);
	/* Names one calls the `n`th by, for messages; `must`: no table is without it.  NULL behind the last. */
	const char *(*nth)(const void *ctx, int n, bool *must);
	/* NULL; else why what is in a cell of the first line says that there are no titles. */
	const char *(*never)(const char *cell);
	/* NULL; else does a column hold amounts, which are counted once where cells are merged? */
	bool (*adds)(const void *ctx, const char *name);
	/* NULL; else is a line the head though fewer than half of its titles are known? */
	bool (*enough)(const void *ctx, const struct head *h);
	/* NULL; else what a sheet with such a table would be called. */
	const char *called;
	const void *ctx;
};

/* The name a column has that is titled `cell`, and the unit said beside it: false when there is no such column. */
bool title_known(const struct titles *t, const char *cell, char name[TITLE_MAX], enum amount_unit *unit);
/* Those no table is without, and up to so many others, parted by blanks. */
void title_list(const struct titles *t, int others, char *out, size_t size);
/* Of the names there are those near to `cell`, parted by blanks; "" none. */
void title_nearest(const struct titles *t, const char *cell, char *out, size_t size);
