/*
 * Supervision reports as a board of groups by months, and one report in full.
 */
#pragma once

#include "model/flow/report.h"
#include "store/read/forms.h"

enum { REPORT_MONTHS = 18 };

struct report_cell {
	char    id[64];                 /* "" when the hub has no record of this month */
	int32_t due;
	int64_t urged_at;               /* 0 never */
	int     returned;
	bool    pending;                /* something is queued here for it */
	struct report_standing standing;
};
struct report_group {
	char id[32], name[64], lead[64], covers[256];
	int  divisions;
	int  counted, punctual;         /* reports due or handed in; of them by their due day */
	struct report_cell cells[REPORT_MONTHS];
};
struct report_board {
	struct report_group *groups;
	int  count;
	int  first_month, months;       /* as month_parse(); cells[0 .. months - 1] */
	int  counted, punctual;
	char uncovered[256], doubled[256];       /* townships without a group, with more than one */
	int  uncovered_count, doubled_count;
};
struct reports_when { int32_t today; const struct calendar *cal; const struct room_rules *rules; bool english; };

/* The last `months` months up to today's, from the first there is a report for. 0, -1. */
int  report_board(struct store *st, const char *county, const struct reports_when *when, int months,
                  struct report_board *out);
void report_board_clear(struct report_board *board);

struct report_row {
	char id[64], group[32], group_name[64], period[8], status[16], submitted_by[64], accepted_by[64];
	char matrix[REPORT_CELLS_MAX + 1];
	char findings[1024], note[512], pending[32];
	int32_t due, analysed, judged, dispatched;      /* CIVIL_NONE unset */
	int64_t submitted_at, urged_at, rev;            /* 0 never */
	int  visits, issues, returned;                  /* -1 not said */
	struct report_standing standing;
};
/* What the checklist of a report asks: every aspect of every subject, in the plan's words. */
struct report_axes {
	struct choice subjects[REPORT_SUBJECTS_MAX], aspects[REPORT_ASPECTS_MAX];
	int  subject_count, aspect_count;
};
int report_axes(struct store *st, bool english, struct report_axes *out);      /* 0, -1 */
/* 0, 1 none, -1 */
int report_get(struct store *st, const char *id, const struct reports_when *when, struct report_row *out);

/* Groups of every kind and who is in them: one row for each lead and member (A15, B32, B44). */
struct member_row {
	char id[112], group[48], group_name[64], type[32], type_name[48], post[48], name[64], unit[96];
	bool lead;
};
struct members { struct member_row *rows; int count; };

int  store_members(struct store *st, bool english, struct members *out);      /* 0, -1 */
void members_clear(struct members *m);
