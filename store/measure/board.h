/*
 * What waits in the rooms behind the map: duties, ledger entries, checklists
 * and hand-overs, as the counts that call for somebody.
 */
#pragma once

#include "store/cache/store.h"

struct board_counts {
	int duties_overdue, duties_today;      /* runs to be done whose day has passed, or is the day looked at */
	int entries_overdue;                   /* open entries past the deadline of their stage */
	int checklists_overdue;                /* subjects not filled by their day */
	int batches_held;                      /* hand-overs that wait for a person */
};
int store_board_counts(struct store *st, int32_t today, struct board_counts *out);      /* 0, -1 */
