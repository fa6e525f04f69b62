/*
 * The lists of one place: its open issues, villages, tasks and supervision
 * reports, as the map, the township sheet and the village sheet show them.
 * Each is a short window by index; none reads a whole table of issues.
 */
#pragma once

#include "model/figures/standing.h"
#include "store/cache/store.h"

/* One issue as the map, township and village sheets list it. */
struct issue_row {
	char id[40], title[160], status[24], post[48], village[48], division[16], source[32], pending[24];
	int32_t deadline;
	int  returned, reopened, escalation, evidence;
};
/* Open issues of a place (6-digit county, 9-digit township, 12-digit village), oldest deadline first; at most `max`.
 * `before`: only deadlines before that day (CIVIL_NONE: all).  Returns the count, -1 failed. */
int  store_place_issues(struct store *st, const char *place, int32_t before, struct issue_row *rows, int max);

/* Villages of a township with their counts, worst first. */
struct village_row { char code[16], name[64]; int open, overdue, closed, all; int32_t oldest; };
int  store_villages(struct store *st, const char *township, int32_t today, bool english, struct village_row *rows,
                    int max);

/* Tasks of a township: leaves that are not checked yet, by due day. */
struct task_row { char id[40], title[160], status[24], post[48], front[24]; int32_t start, due;
	int32_t line;                   /* where its pace line begins: its own start or its parents' */
	int pct; };
int  store_place_tasks(struct store *st, const char *township, struct task_row *rows, int max);

/* Supervision reports of the groups that look after a township, newest month first. */
struct sup_row { char id[40], group[64], period[8], status[24], findings[200]; int32_t due, submitted;
	int visits, issues_raised; };
int  store_place_reports(struct store *st, const char *township, int32_t today, struct sup_row *rows, int max);
