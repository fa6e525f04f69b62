/*
 * The lights of a township (A01): the cells of the checklist a pack names for
 * its map (param map_checklist), as one sign each: + yes, / partly, x no,
 * - not looked at.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/checklists.h"

enum { STRIPS_MAX = 120, STRIP_CELLS_MAX = 8 };

struct strips {
	struct map_strip list[STRIPS_MAX];
	int  count;
	char id[64], name[96];             /* of the checklist; "" none */
};
int  strips_load(struct strips *s, struct store *st, const struct env *env);      /* 0, -1 */
/* A township's cells; "" when there are none (or too many for a strip). */
const char *strips_of(const struct strips *s, const char *division);
/* Columns taken. */
int  strip_paint(struct canvas *c, int y, int x, int width, const char *marks);
/* What the signs mean, for lineage; "" without strips. */
void strips_legend(const struct strips *s, char *out, size_t size);
