/*
 * Duties (A20, A26-A49, A86): when each is due and how it stands.  A duty
 * recurs by a rule, is due once, or follows an event; one run of it is about
 * one period.  Its due day is the document's own and is not shifted when it
 * falls on a day off; people are warned on the last workday at or before it
 * (domain 2.3).  How late it is (lateness.h) follows from the dates and the grace
 * and are never stored.  The same calendar of periods serves the checklists.
 *
 * Days are civil days, CIVIL_NONE where there is none.  Pure.
 */
#pragma once

#include "model/room/lateness.h"

/* ---- periods: what a run or a mark is about ---- */
enum period_unit { PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_ONCE };
enum { PERIOD_TEXT = 12 };

/* Periods of one unit are counted; the next one is n + 1.  PERIOD_ONCE has only 0. */
int     period_of(enum period_unit unit, int32_t day);
int32_t period_first(enum period_unit unit, int n);                   /* first day; CIVIL_NONE for PERIOD_ONCE */
int32_t period_last(enum period_unit unit, int n);
/* 2020-W25 (ISO), 2020-06, 2020-Q2, 2020; "" for PERIOD_ONCE. */
void    period_format(enum period_unit unit, int n, char out[PERIOD_TEXT]);

/* ---- duties ---- */
enum duty_rule { DUTY_WEEKLY, DUTY_MONTHLY, DUTY_MONTH_END, DUTY_QUARTERLY, DUTY_YEARLY, DUTY_ONCE, DUTY_EVENT,
	DUTY_RULES };
int duty_rule_parse(const char *word);       /* -1 unknown */

struct duty_plan {
	enum duty_rule rule;
	int     day;              /* of the month; weekday 1-7; EVENT: days after; 0 unset: the last of the period */
	int     month;            /* YEARLY 1-12, QUARTERLY 1-3; 0 unset: the last */
	int     month_offset;     /* due so many months after the one it is about */
	bool    workdays;         /* EVENT: `day` counts workdays */
	int     grace;            /* workdays after the due day */
	int32_t date;             /* ONCE */
	int32_t from, to;         /* in force */
};
/* ONCE, too, is about the month of its date; EVENT about the event's */
enum period_unit duty_unit(const struct duty_plan *plan);
/* The due day of the run about period n; a day the month does not have is its last.  Not for EVENT. */
int32_t duty_due(const struct duty_plan *plan, int n);
int32_t duty_event_due(const struct duty_plan *plan, int32_t event, const struct calendar *cal);
/* Is a run about period n expected?  In force then, and not due before it came into force. */
bool    duty_expected(const struct duty_plan *plan, int n);
/* The periods whose runs should stand on `today` when they were last seen to on `since` (CIVIL_NONE never):
 * what is due in the periods since, the current one and the next. */
void    duty_span(const struct duty_plan *plan, int32_t since, int32_t today, int *first, int *last);

/* ---- one run, today ---- */
enum duty_state {
	DUTY_PENDING, DUTY_SOON, DUTY_TODAY,       /* still to be done: days to the due day */
	DUTY_OVERDUE, DUTY_MISSED,                 /* days since the due day; within the grace, after it */
	DUTY_DONE, DUTY_LATE, DUTY_MADE_UP,        /* done in time; done late, within the grace or after it */
	DUTY_WAIVED,
	DUTY_UNTOLD,                               /* of a past day: nothing tells how it stood */
	DUTY_STATES
};
struct duty_run_in {
	const char *status;          /* PENDING DONE WAIVED */
	int32_t     due, done;       /* done: day it was reported */
	int         grace;           /* workdays */
};
struct duty_standing {
	enum duty_state state;
	int     days;
	int32_t warn;                /* last workday at or before the due day */
	int32_t remind;              /* the workday on which few enough are left (T-3) */
	int32_t missed;              /* first day on which it is missed */
	enum lamp lamp;
	enum lateness lateness;
};
void duty_judge(const struct duty_run_in *in, int32_t today, const struct calendar *cal, const struct room_rules *rules,
                struct duty_standing *out);
const char *duty_state_name(enum duty_state state);     /* for CSV and JSON: PENDING SOON TODAY ... */
const char *duty_state_text(enum duty_state state);     /* msgid */
bool        duty_state_open(enum duty_state state);     /* still to be done */

/* ---- checklists (A01, A06, B33, E24) ---- */
enum { CHECK_ITEMS_MAX = 64 };
enum period_unit checklist_unit(const char *every);     /* MONTH YEAR ONCE */
/* The duty of filling it, by which its periods are reckoned; false for ONCE, which has none. */
bool    checklist_plan(const char *every, int due_day, int32_t from, int32_t to, struct duty_plan *out);
/* MONTH: on due_day of the month after (0: the month's last day); else the last day in force (CIVIL_NONE: none). */
int32_t checklist_due(enum period_unit unit, int n, int due_day, int32_t valid_to);
/* Exactly `items` cells of 0 1 2 -. */
bool    marks_ok(const char *marks, int items);
void    marks_none(char *out, int items);               /* all unseen; CHECK_ITEMS_MAX + 1 bytes suffice */
int     marks_cell(const char *marks, int item);        /* 0 1 2, -1 unseen */
bool    marks_full(const char *marks, int items);       /* every cell is 2 */
const char *marks_text(int cell);                       /* msgid: no, partly, yes, not looked at */
