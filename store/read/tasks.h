/*
 * Tasks as a tree planned backwards from their deadlines (A10, A14): every node
 * with its progress, its pace and when it ends at that pace; the words of a node
 * are read only for the rows that are shown.
 */
#pragma once

#include "model/room/civil.h"
#include "model/room/lateness.h"
#include "store/cache/store.h"

struct task_node {
	int64_t pk;
	char    id[64], status[12], division[16];
	int     depth, parent;          /* parent: index of the node, -1 for a root */
	int     end;                    /* index behind its last descendant; end == own index + 1: a leaf */
	int     front;                  /* index into fronts (its own or its parents'), -1 none */
	int     leaves, complete;       /* leaves at or below it, and those finished in time or checked */
	int32_t start, due;             /* CIVIL_NONE when unset */
	int32_t done;                   /* day it was reported done, CIVIL_NONE */
	int     credit;                 /* basis points of it that count as done */
	int     pace;                   /* basis points its dates (a parent's: its parts') say should be done */
	bool    finished, overdue;      /* finished: checked, or reported done */
	enum lamp lamp;
	bool    counts;                 /* a leaf, due in this campaign */
	enum lateness lateness;         /* of one that counts */
	struct forecast forecast;       /* of what is not finished */
};

enum { TASK_FRONTS = 12, TASK_DEPTH_MAX = 8 };
struct task_tree {
	struct task_node *nodes;
	int     count;
	struct task_front { char id[32], name[64]; } fronts[TASK_FRONTS];
	int     front_count;
	int     leaves, finished, checked, overdue;     /* of the leaves */
	bool    sample;
	int32_t first, last;                            /* earliest start, latest due; CIVIL_NONE without any */
};

struct tasks_when {
	int32_t today;
	bool    as_of;
	const struct calendar   *cal;
	const struct room_rules *rules;
	bool    english;
	int32_t campaign_start;         /* what was due before counts in no rate: another year's; CIVIL_NONE unset */
};

/* 0, -1.  With as_of, leaves stand where their trail says they stood on that day. */
int  tasks_tree(struct store *st, const struct tasks_when *when, struct task_tree *out);
void tasks_tree_clear(struct task_tree *tree);

struct task_row {
	int64_t pk, rev;
	char id[64], owner[32], title[256], post[64], unit[128], division[64], clause[64], note[512], front[64],
	pillar[64];
	char pending[32];             /* verb queued here and not yet answered */
	char done_by[64], checked_by[64];
	int64_t urged_at, done_at;    /* 0 never */
	int  weight, evidence;
};
int tasks_row(struct store *st, int64_t pk, bool english, struct task_row *out);    /* 0, 1 gone, -1 */
/* All of them by pk; `*out` is yours to free. */
int tasks_rows(struct store *st, bool english, struct task_row **out, int *count);
/* One "kind ref" line per piece of evidence. */
int tasks_evidence(struct store *st, int64_t pk, char *out, size_t size);

/* Where the task (leaf or parent) stood on each day `from` .. from + count - 1, in basis points; credit has room
 * for `count`.  Days behind today are left at INT_MIN. */
int tasks_history(struct store *st, const struct tasks_when *when, const char *id, int32_t from, int count,
                  int *credit);

struct object_event { int64_t at; char who[64], verb[32], from[32], to[32], note[256]; };
/* Newest events of a record; the number found, -1 failed. */
int object_events(struct store *st, enum kind kind, const char *id, bool english, struct object_event *out, int max);
