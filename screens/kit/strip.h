/*
 * The lights of a township (A01): the cells of the checklist a pack names for
 * its map (param map_checklist), as one sign each.  Where the pack has an
 * indicator CHECKLIST_ITEM (four_clear_tag: 1 or 0), a cell is what the data
 * say, and the township's own answer only stands beside it: + clear, x not,
 * ! it says so and the data do not, * the data say so and it does not.
 * Otherwise its answer: + yes, / partly, x no, - not looked at.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/checklists.h"

enum { STRIPS_MAX = 120, STRIP_CELLS_MAX = 8 };

struct strips {
	struct map_strip list[STRIPS_MAX];
	char data[STRIPS_MAX][STRIP_CELLS_MAX + 1];       /* 1 clear, 0 not, - not known; "" the answers only */
	struct check_code codes[STRIP_CELLS_MAX];
	int  count, code_count;
	char id[64], name[96];             /* of the checklist; "" none */
	bool by_data;
};
int  strips_load(struct strips *s, struct store *st, const struct env *env);      /* 0, -1 */
/* A township's cells as signs; "" when there are none (or too many for a strip). */
const char *strips_of(const struct strips *s, const char *division, char signs[STRIP_CELLS_MAX + 1]);
/* Columns taken. */
int  strip_paint(struct canvas *c, int y, int x, int width, const char *signs);
/* One sign in words. */
const char *strip_word(char sign);
enum paint_role strip_role(char sign);
/* What the signs mean, for lineage; "" without strips. */
void strips_legend(const struct strips *s, char *out, size_t size);
