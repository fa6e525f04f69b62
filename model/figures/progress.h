/*
 * How far tasks have come (domain 2.5, A14): the credit one task earns, its
 * trail of reported percentages, and the roll-up of a tree of tasks.  Shares
 * are basis points, inside a tree fine ones, lest many roundings add up to a
 * wrong one; a day series runs backwards: index 0 is the day looked at,
 * index k the k-th day before.
 */
#pragma once

#include "model/room/room.h"

enum { PROGRESS_DAYS = 15, PROGRESS_TRAIL_MAX = 128 };

/* CHECKED counts in full; DONE but unchecked at most 90. */
int task_credit(const char *status, int pct);

struct trail_point { int32_t day; int pct; };
/* [["2020-06-01",40],...] oldest first; stops at the first point that is malformed.  Returns the points read. */
int trail_parse(const char *json, struct trail_point *out, int max);
/* The percentage last reported on or before `day`; -1 when the trail begins later or is empty. */
int trail_at(const struct trail_point *points, int count, int32_t day);

/* The credit of a leaf, in basis points, on `today` and the days before.  Looking back (as_of) the trail decides
 * today's too.  `checked`: the day it was checked; CIVIL_NONE not known, then from the day on that it stood at 100. */
void task_series(const char *status, int pct, const char *trail, int32_t checked, int32_t today, bool as_of,
                 int credit[PROGRESS_DAYS]);

struct progress_node {
	int parent;                      /* index of the parent, -1 a root */
	int weight;                      /* under 0 counts as 0 */
	int pace;                        /* fine: where its dates say it should be today; rolled up like the credit */
	int credit[PROGRESS_DAYS];       /* fine; leaves: given; parents: filled in */
};
/* Every parent becomes the weighted mean of its children.  Nodes of a cycle keep what they had. 0, -1 out of memory. */
int progress_roll(struct progress_node *nodes, int count);
void progress_leaf(struct progress_node *node, const int credit_bp[PROGRESS_DAYS]);
/* In basis points; what is not yet whole is never rounded to it. */
int  progress_bp(int fine);

/* A running weighted mean of series. */
struct progress_sum { int64_t weight, pace, total[PROGRESS_DAYS]; };
void progress_add(struct progress_sum *sum, const struct progress_node *node);
int  progress_mean_fine(const struct progress_sum *sum, int day); /* fine; -1 when nothing was added */
int  progress_mean(const struct progress_sum *sum, int day);      /* basis points; -1 when nothing was added */
int  progress_pace(const struct progress_sum *sum);               /* the same */
