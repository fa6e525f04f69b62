/*
 * The rules of the dispatch room that turn records and one explicit "today"
 * into what people look at: workdays, lamps, ageing, pace and forecast,
 * escalation.  Pure functions; thresholds come from struct room_rules, which
 * the pack's params may override.  Sources: domain 2.3, 2.4, 2.5 (defaults
 * marked "def" there are ours).
 */
#pragma once

#include "model/base.h"

/* ---- the statutory workday table ---- */
struct calendar {
	int32_t *holidays;  int holiday_count;   /* sorted civil days off that are Mon-Fri or weekend */
	int32_t *makeups;   int makeup_count;    /* sorted weekend days that are worked */
};
/* Sorts what was put in. */
void    calendar_sort(struct calendar *cal);
void    calendar_clear(struct calendar *cal);
int     calendar_add(struct calendar *cal, int32_t day, bool makeup);   /* 0, -1 out of memory */
/* Days off by their date alone (1 January, 1 May, 1 to 3 October) need no row. */
bool    workday(const struct calendar *cal, int32_t day);
/* The year for which it has no row although it is wanted: this one, or from November on the next; 0 none. */
int     calendar_lacks(const struct calendar *cal, int32_t today);
/* Workdays d with from < d <= to; negative when to < from. */
int     workdays_between(const struct calendar *cal, int32_t from, int32_t to);
int32_t workday_at_or_before(const struct calendar *cal, int32_t day);  /* warn day of a duty */
int32_t workdays_after(const struct calendar *cal, int32_t from, int n); /* the n-th workday after */
/* Workdays on which work can still be done: those after today, and today itself when it is the last; 0 only past the
 * due day. */
int     workdays_left(const struct calendar *cal, int32_t today, int32_t due);

/* ---- lamps: domain 2.3 ---- */
enum lamp { LAMP_GREY, LAMP_BLUE, LAMP_GREEN, LAMP_YELLOW, LAMP_RED, LAMP_MAGENTA, LAMP_COUNT };
const char *lamp_word(enum lamp lamp);     /* msgid: "R","Y",...: the word for the screen */

struct room_rules {
	int due_soon_workdays;   /* 3: yellow at or under this many workdays left */
	int lag_yellow;          /* 5: percentage points behind the pace line */
	int lag_red;             /* 15 */
	int fair_denominator;    /* 50: rates on fewer cases are greyed, not ranked */
	int escalate_days[4];    /* 0, 3, 7, 15: days overdue for levels 1..4 */
};
extern const struct room_rules room_rules_default;

struct issue_lamp_in {
	int32_t deadline, today;
	bool    closed, suspended, cancelled;
	int     returned, reopened, escalation;
};
enum lamp lamp_issue(const struct issue_lamp_in *in, const struct calendar *cal, const struct room_rules *rules);
/* By how far progress is behind the time gone, both in basis points and judged as they are shown, lest a lamp
 * contradict the figures beside it. */
enum lamp lamp_progress(int bp, int gone_bp, bool done, bool overdue, const struct room_rules *rules);
struct task_lamp_in {
	int     credit, pace;              /* basis points: what counts as done, where its dates say it should be */
	int32_t start, due, today;
	bool    finished;                  /* checked, or reported done */
};
enum lamp lamp_task(const struct task_lamp_in *in, const struct calendar *cal, const struct room_rules *rules);
enum lamp lamp_worse(enum lamp a, enum lamp b);

/* ---- overdue ageing, calendar days: 1-3, 4-7, 8-15, 16-30, >30 ---- */
enum { AGE_NONE = -1, AGE_BUCKETS = 5 };
int         age_bucket(int days_overdue);            /* AGE_NONE when not overdue */
const char *age_title(int bucket);                   /* "1-3", ... ">30" */
int         age_least(int bucket);                   /* first day of the bucket */
const char *age_marks(int days_overdue);             /* "", "!", "!!", "!!!" for >7, >15, >30 */

/* ---- time progress, pace and forecast (domain 2.5, A10) ---- */
/* How much of `whole` the time from start to due that is gone makes.  Without a start there is no line: nothing until
 * the due day, then all. */
int  time_share(int32_t start, int32_t due, int32_t today, int whole);
int  time_bp(int32_t start, int32_t due, int32_t today);

/* Oldest first; fine: a basis point is FINE_BP, lest a rate be worked out of rounded shares. */
enum { FINE_BP = 10000, FINE_WHOLE = 10000 * FINE_BP };
struct pace_point { int32_t day; int fine; };
struct forecast {
	int     workdays_left;
	int     need;               /* basis points needed per workday; -1 when no day is left */
	bool    known;              /* is there a pace? */
	int     gain;               /* basis points gained per workday over the last 14 days; may be negative */
	int32_t ends;               /* at today's pace; CIVIL_NONE never or unknown */
	int     late_workdays;      /* >0 late, <=0 on time; 0 when unknown */
	bool    never;              /* pace is zero or less and work is left */
};
void forecast_make(struct forecast *out, const struct pace_point *points, int count,
                   int fine, int32_t due, int32_t today, const struct calendar *cal);

/* ---- escalation ladder, domain 2.4: the level 0..4 this issue calls for ---- */
int escalation_due(int days_overdue, int returned, bool concealed, const struct room_rules *rules);

/* Basis points of part/whole rounded half up; -1 when whole is 0 or less. */
int ratio_bp(int64_t part, int64_t whole);
/* As shown, to the tenth of a percent, rounded half up; what would show as 100 % and is not, exactly. */
int shown_bp(int bp);
/* a - b as a reader works it out: between the shown figures. */
int shown_gap(int a, int b);
