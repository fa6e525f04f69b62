/*
 * The issue list as a window: a filter resolved against this cache, the
 * sections it falls into (age buckets, townships or states), and rows fetched
 * by key in either direction.  Nothing here costs more because the table is
 * longer: rows come along an index, what no index covers is tested row by row
 * under a budget, and counts come from the kept counts or stop at a bound.
 */
#pragma once

#include "model/text/filter.h"
#include "model/room/room.h"
#include "store/cache/store.h"

enum issue_order { ISSUES_BY_OVERDUE, ISSUES_NEWEST, ISSUES_BY_TOWNSHIP, ISSUES_BY_STATUS, ISSUE_ORDERS };

/* What a list is looked at with. */
struct issues_view {
	int32_t  today;
	bool     english;
	const struct calendar   *cal;
	const struct room_rules *rules;
};

/* A condition no index answers, or one resolved to the codes it may be. */
enum { ISSUE_CODES_MAX = 24, ISSUE_SECTIONS_MAX = 48 };
struct issue_test {
	enum filter_field field;
	enum filter_cmp   cmp;
	long              number;
	char              text[96];
	char              code[ISSUE_CODES_MAX][24];
	int               codes;
};

enum issue_section_kind { SECTION_ALL, SECTION_AGE, SECTION_SOON, SECTION_LATER, SECTION_DIVISION, SECTION_STATE };
struct issue_section {
	enum issue_section_kind kind;
	int      age;               /* SECTION_AGE: bucket of model/room/room.h */
	char     division[16];      /* SECTION_DIVISION */
	int      state;             /* SECTION_STATE: index into flow_states, else -1 (open ones) */
	char     name[48];          /* of the division */
	char     from[12], to[12];  /* deadlines, both included */
	long     count;
	bool     exact;             /* false: at least `count` */
	bool     folded;
};

struct issues {
	struct issues_view view;
	enum issue_order   order;
	uint64_t           states;          /* bits of flow_states */
	char               from[12], to[12];
	char               division[16], source[24];   /* the one it must be, "" any */
	struct issue_test  tests[FILTER_TERMS_MAX + 2];
	int                test_count;
	struct issue_section sections[ISSUE_SECTIONS_MAX];
	int                section_count;
	long               shown, all;      /* `17 / 63`: all is every issue not closed out */
	bool               exact;
};

/* Where a row stands in the list. */
struct issue_key { int section; char deadline[12], id[64]; };

struct issue_row {
	struct issue_key key;
	char    title[256], status[24], division[16], township[48], village[48], source[64], kind[48], front[48];
	char    source_code[24], kind_code[24], front_code[24], village_code[16], post_code[64], group_code[24];
	char    unit[64], post[64], group[48], note[256], detail[512], measure[256], institution[64];
	int32_t deadline;
	int     overdue;            /* calendar days, 0 when not */
	int     state;              /* index into flow_states, -1 unknown */
	enum lamp lamp;
	int     returned, reopened, escalation, extensions, evidence;
	int64_t rev;
	bool    sample, gone, out;  /* gone: no longer in the cache; out: read again and no longer in the list */
	/* queued here and not yet in the cache */
	char    pending[32], pending_state[16], pending_uuid[40];
	int     pending_attempts;
};

/* Resolves names in `filter` (by name, pinyin, initials or code) and lays out the sections.
 * -1 with a sentence naming the word and what there is in `error`. */
int issues_resolve(struct issues *q, struct store *st, const struct filter *filter, enum issue_order order,
                   const struct issues_view *view, char *error, size_t error_size);

/* Up to `max` rows behind (direction 1) or before (-1) `at`, in that direction's order, folded sections
 * passed over.  `at` moves to the last key looked at.  *end: nothing further that way; when neither the
 * end nor `max` was reached the scan budget ran out and the call may be repeated.
 * Returns the number of rows, -1 failed. */
int issues_fetch(struct store *st, const struct issues *q, struct issue_key *at, int direction,
                 struct issue_row *rows, int max, bool *end);
/* The keys before the first and behind the last row. */
struct issue_key issues_begin(const struct issues *q);
struct issue_key issues_end(const struct issues *q);
/* The key before a section's first row (direction 1) or behind its last (-1). */
struct issue_key issues_edge(const struct issues *q, int section, int direction);

/* Fills the sections' counts, shown and all. */
int issues_count(struct store *st, struct issues *q);

/* The row again by its key's id, for a refresh in place: 0 (row->out when no longer listed); 1 gone (row->gone set);
 * -1. */
int issues_reread(struct store *st, const struct issues *q, struct issue_row *row);

/* The row of `id` and where it stands in this list: 1, 0 when it is not in it, -1. */
int issues_locate(struct store *st, const struct issues *q, const char *id, struct issue_row *row);

/* As issues_fetch for the first row that `needle` finds (id, title, township by name, pinyin or
 * initials) or, needle NULL, that is overdue: 1 found, 0 not (see *end), -1. */
int issues_find(struct store *st, const struct issues *q, const char *needle, struct issue_key *at, int direction,
                struct issue_row *row, bool *end);
