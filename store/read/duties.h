/*
 * Duties for people: a month of runs with how each stands on the day looked
 * at, and one run in full.  How a run stands is judged by model/flow/duty.h.
 */
#pragma once

#include "model/flow/duty.h"
#include "model/text/filter.h"
#include "store/cache/store.h"

enum { DUTY_RUNS_MAX = 6000, DUTY_BOARD_ALL = -2 };      /* ALL: no month, every run there is */

struct duty_run_row {
	char id[64], duty[64], name[128], period[16], division[16];
	char place[64];                /* the township or group whose run it is; "" the county's */
	char owner[96], owner_role[16], recipient[128], evidence[32];   /* evidence: what kind is wanted, "" none */
	char event[64], pending[32];
	int32_t due, done;             /* CIVIL_NONE unset */
	int64_t urged_at;
	int     pieces, sort;
	struct duty_standing standing;
};

struct duties_when { int32_t today; const struct calendar *cal; const struct room_rules *rules; bool english; };

struct duty_board {
	int32_t first, last;           /* the month */
	/* of the month; in today's month also what is owed from before and due soon after */
	struct duty_run_row *runs;
	int  count;
	bool more;                     /* over DUTY_RUNS_MAX */
	int  states[DUTY_STATES];
	enum lamp days[31];            /* of the runs due that day, the worst; LAMP_COUNT none */
	int  day_runs[31], day_open[31];
};
/* `month` as month_parse().  The runs of one duty and period stand together, ordered by due day.  0, -1. */
int  duty_board(struct store *st, int month, const struct duties_when *when, struct duty_board *out);
void duty_board_clear(struct duty_board *board);

struct duty_run_full {
	struct duty_run_row row;
	struct duty_plan plan;
	bool exact;
	char status[16], title[256], done_by[64], waived_by[64], late_reason[512], note[512], duty_note[512];
	char copy_to[128], clause[64], front[64], opened[16];
	char to[512], copies[512];     /* recipient and copy_to, with who that is here (A54) */
	int64_t rev, done_at;
};
/* 0, 1 none, -1 */
int duty_run_get(struct store *st, const char *id, const struct duties_when *when, struct duty_run_full *out);

/* Whom a paper goes to, by posts (A54, model/flow/addressee.h): the words as the plan has them, and behind each who
 * it is here: the unit or the post of one, how many there are of several, that there is none.  0, -1; "" of "". */
int store_addressees(struct store *st, const char *words, bool english, char *out, size_t size);

int duty_any(struct store *st);          /* 1 there are duties, 0, -1 */
/* Workdays of grace of a duty; 0 when it says nothing or is gone. */
int duty_grace(struct store *st, const char *duty);
