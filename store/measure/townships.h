/*
 * What the battle map and the township sheet are painted from: one standing
 * per township and one for the county, out of kept counts and small tables.
 * Nothing here reads the issue table by scanning; the cost depends on the
 * number of townships and tasks, not of issues.
 */
#pragma once

#include "model/figures/standing.h"
#include "model/room/lateness.h"
#include "store/cache/store.h"

struct townships {
	struct standing county;
	struct standing *list;                  /* by code */
	int count;
	/* the fronts, and from FRONTS_MAX on the pillars (A02) */
	struct township_front { char id[24], name[48]; } fronts[TRACKS_MAX];
	int front_count, pillar_count;
	struct yardstick yard;
	int32_t today, zero_day, pace_start;
	int64_t synced_at;                      /* 0 unknown */
	bool sample;                            /* demonstration data among the tasks */
	bool part;               /* only what is in sight (sight.h): `county` is the sum of that, no rank holds */
};

struct townships_ask {
	const char *county;                     /* 6-digit code */
	bool english, as_of;
	int32_t today, campaign_start, zero_day;
	const struct calendar *cal;
	const struct room_rules *rules;
};

int  store_townships(struct store *st, const struct townships_ask *ask, struct townships *out);   /* 0, -1 */
void townships_clear(struct townships *t);
/* The fronts one after the other, then the pillars, then FRONT_ALL. */
int  townships_next_track(const struct townships *t, int track);
/* Index by code, -1. */
int  townships_find(const struct townships *t, const char *code);
