/*
 * The totals of the pages, known together: what the map says and what stands on
 * the tabs.  Each is a total of its page's list (screens/kit/list.h), counted
 * by that list and reached with its filter; nothing here counts.
 */
#pragma once

#include "screens/kit/list.h"

struct board { bool known; long of[SCREEN_COUNT][LIST_TOTALS]; };

/* Those of the pages that look at `topics`: 0, -1 with store_error(). */
int board_read(struct board *b, uint64_t topics, struct store *st, const struct env *env);
/* A total by its name, and its number; NULL there is none. */
const struct list_total *board_total(const struct board *b, enum screen_id screen, const char *name, long *n);
/* What stands on the tab of a screen; 0 nothing. */
long board_tab(const struct board *b, enum screen_id screen);
