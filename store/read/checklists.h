/*
 * Checklists for people (A01, A06, B33, E24): how far each is filled, and one
 * period of one of them as a matrix of subjects and items.
 */
#pragma once

#include "model/flow/duty.h"
#include "store/cache/store.h"

struct checklist_row {
	char id[64], name[96], subject[16], every[8], clause[64], note[256];
	char period[PERIOD_TEXT];  /* the newest there are marks of, not after the day looked at; "" ONCE or none yet */
	int  items, subjects, filled, full;     /* of that period; full: every cell 2 */
	int  met, cells;               /* cells that are 2, of all */
	int  owed;                     /* subjects of any period not filled by their day */
	int  target;                   /* bp, -1 none said */
	int32_t due;                   /* CIVIL_NONE none */
	enum lamp lamp;
};
struct checklist_rows { struct checklist_row *rows; int count; };
struct checklists_when { int32_t today; const struct calendar *cal; const struct room_rules *rules; bool english; };

/* A subject that is not filled and overdue or due soon. */
struct check_undone {
	char list[64], mark[64], name[64], division[16], period[PERIOD_TEXT];
	int32_t due;
	enum lateness lateness;
};
/* All of them by checklist and day; yours to free.  0, -1. */
int  checklists_undone(struct store *st, const struct checklists_when *when, struct check_undone **out, int *count);
int  checklists_list(struct store *st, const struct checklists_when *when, struct checklist_rows *out);   /* 0, -1 */
void checklists_clear(struct checklist_rows *rows);

struct check_item_name { char code[32], name[64]; };
struct check_subject {
	char mark[64], name[64], division[16], marks[CHECK_ITEMS_MAX + 1], status[16], marked_by[64], note[256];
	char pending[32];
	int32_t due, marked;           /* CIVIL_NONE unset */
	bool owed;                     /* not filled and its day is past */
};
struct checklist_page {
	struct checklist_row head;
	struct check_item_name items[CHECK_ITEMS_MAX];
	struct check_subject *subjects;
	int  count;
	char before[PERIOD_TEXT], after[PERIOD_TEXT];       /* periods beside this one, "" none */
	int  item_met[CHECK_ITEMS_MAX];                     /* subjects whose cell is 2 */
};
/* `period` NULL: the newest.  0, 1 no such checklist, -1. */
int  checklist_page(struct store *st, const char *id, const char *period, const struct checklists_when *when,
                    struct checklist_page *out);
void checklist_page_clear(struct checklist_page *page);

/* The checklist a pack shows on its map (param map_checklist): its newest marks of townships, as strips of cells.
 * *id is "" when there is none. */
struct check_code { char code[32], name[64]; };      /* of a cell, in small letters */
int  checklist_codes(struct store *st, const char *id, bool english, struct check_code *out, int max);
struct map_strip { char division[16], marks[CHECK_ITEMS_MAX + 1]; };
int  checklist_strips(struct store *st, const struct checklists_when *when, char id[64], char name[96],
                      struct map_strip *out, int max);
