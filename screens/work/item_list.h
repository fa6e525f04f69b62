/*
 * What a place still has to do, as rows to act on: its open issues and
 * unchecked tasks, overdue issues first.  Shared by the township and the village sheet.
 */
#pragma once

#include "screens/kit/screen.h"

struct item {
	enum kind kind;                    /* KIND_ISSUE or KIND_TASK */
	char id[40], title[160], status[24], post[48], pending[24];
	int32_t due;
	int credit, evidence, returned;
	enum lamp lamp;
};

enum { ITEMS_MAX = 200 };
enum item_section { ITEMS_OVERDUE, ITEMS_TASKS, ITEMS_LATER, ITEM_SECTIONS };     /* in this order */
/* more: the place has more than fit */
struct item_list { struct item *items; int count, sections[ITEM_SECTIONS]; bool more; };

/* `place`: a 9-digit township (issues and tasks) or a 12-digit village (issues). 0, -1 with store_error(). */
int  items_load(struct item_list *list, struct store *st, const char *place, const struct env *env);
void items_clear(struct item_list *list);
int  items_find(const struct item_list *list, const char *id);       /* -1 */
/* Rows into c, scrolled so that `sel` shows; the cursor is parked on it when `focus`. */
void items_paint(const struct item_list *list, int sel, bool focus, const struct env *env, struct canvas *c);
/* Is a lamp magenta, which wants a word of legend? */
bool items_escalated(const struct item_list *list);
void items_target(const struct item_list *list, int sel, struct targets *out);
struct effect items_open(const struct item_list *list, int sel);

/* Moves a row index within 0..count-1 by a movement action; -1 when the action is none. */
int  row_after(enum action act, int row, int count, int page);
