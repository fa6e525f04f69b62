/*
 * The page of one indicator: townships by months as a table, a place's trend,
 * and the ranking of the townships, worst first.
 */
#pragma once

#include "screens/figures/indicators.h"

enum indicator_pane { INDICATOR_TABLE, INDICATOR_TREND, INDICATOR_RANKING, INDICATOR_PANES };

struct indicator_cell { struct measure value; int64_t number; };
struct indicator_place { char code[16], name[64]; struct indicator_cell cells[SERIES]; };

struct indicator_model {
	bool   started, found;
	struct measure_indicator ind;
	char   newest[8], periods[SERIES][8];
	struct indicator_place *places;    /* the county, then its townships */
	int    count;
	int   *order;                      /* ranking: indexes of townships */
	enum indicator_pane pane;
	int    cursor, top;                /* place in the table and the trend, rank in the ranking */
	int    period;                     /* of `periods` */
	struct measure_why why;            /* of the cell under the cursor */
};

/* The place the cursor is on. */
const struct indicator_place *indicator_here(const struct indicator_model *m);
int  indicator_rows(const struct env *env);                /* rows the list shows */
void indicator_paint(const struct indicator_model *m, const struct env *env, struct canvas *c);
