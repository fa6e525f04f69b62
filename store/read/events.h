/*
 * The events (timeline and ticker), newest first, by keyset: what a page costs
 * does not grow with the log.
 */
#pragma once

#include "store/cache/store.h"

struct event_row {
	char at[26];                       /* RFC 3339 at +08:00 */
	int64_t pk;
	char id[64], actor[48], post[48], object_kind[16], object[40], verb[24], to_status[24], division[16], place[48];
	char title[160], note[160];
};

/* Up to `max` events older than (at, pk); at NULL: from the end of `today` (civil day).  `division` NULL for all,
 * else exactly that code.  Newest first.  Returns the count, -1 failed. */
int store_events(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
                 struct event_row *rows, int max);
int store_events_of_day(struct store *st, int32_t day);            /* how many; -1 failed */
/* The newest `max` up to the end of `today`; `*rows` is yours to free.  0, -1. */
int store_events_list(struct store *st, int32_t today, bool english, int max, struct event_row **rows, int *count);
