/*
 * Where a monthly supervision report stands (A16, A19, A20): it is due on the
 * 10th of the month after, a day that is not shifted when it falls on a day
 * off; people are warned on the last workday at or before it.
 */
#pragma once

#include "model/room/lateness.h"

enum report_state {
	REPORT_NONE,          /* not asked for: before the group or after the months looked at */
	REPORT_ON_TIME, REPORT_MADE_UP,           /* handed in; days after its due day */
	REPORT_RETURNED,                          /* to be written again; days past its due day, 0 when not yet */
	REPORT_OVERDUE,                           /* due day gone; days since */
	REPORT_DRAFT, REPORT_DUE                  /* days to the due day */
};
struct report_standing {
	enum report_state state;
	int     days;
	int32_t warn;             /* last workday at or before the due day */
	bool    soon;             /* not handed in and due soon */
	bool    counted, punctual;/* for punctuality: due or handed in; handed in by its due day */
	enum lateness lateness;   /* of a returned one, too: it is to be handed in again */
};

/* `month` as month_parse(); the 10th of the month after. */
int32_t report_due_day(int month);
/*
 * What was sent back, and drafted anew, is not handed in until it is sent again, whatever day it bears; of a past day,
 * what nothing tells more of than that it was sent is.
 */
bool report_handed_in(const char *status);
/* `status`: of flow.def; `submitted`: day it was handed in, CIVIL_NONE never. */
void report_judge(const char *status, int32_t due, int32_t submitted, int32_t today,
                  const struct calendar *cal, const struct room_rules *rules, struct report_standing *out);

/* The checklist: what the plan's lists check_subject and check_aspect name, subject by subject. */
enum { REPORT_SUBJECTS_MAX = 8, REPORT_ASPECTS_MAX = 6, REPORT_CELLS_MAX = REPORT_SUBJECTS_MAX * REPORT_ASPECTS_MAX };
/* The answer in a cell: 0 no, 1 partly, 2 yes, -1 not looked at. */
int         report_answer(const char *matrix, int cell);
/* So many of 0 1 2 or - (A16)? */
bool        report_matrix_ok(const char *matrix, int cells);
/* All of them looked at? */
bool        report_all_seen(const char *matrix, int cells);
const char *report_answer_text(int answer);   /* msgid */
