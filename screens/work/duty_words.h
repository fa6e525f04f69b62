/*
 * Duties in words: when one is due, how a run stands, on which workday people
 * are warned; and the month as a calendar.  Shared by the board and the page
 * of one run.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/duties.h"

/* "06-10周三", with the year when it is not today's. */
void weekday_text(int32_t day, int32_t today, char out[32]);
/* The same for a column ten wide: without the weekday when the year is said. */
void due_column_text(int32_t day, int32_t today, char out[32]);
/* By the 10th of the next month, on the 1st, within 3 workdays of the event ... */
void duty_rule_text(const struct duty_plan *plan, bool exact, char *out, size_t size);
/* 逾期 3 天, 临期, 缺办, 迟办 2 天 ...: at most 12 columns. */
enum paint_role duty_standing_text(const struct duty_standing *s, char *out, size_t size);
/* What to know about its day: "due 03-30 Sat, a day off: the last workday is 03-29 Fri, 1 day left". */
void duty_day_text(const struct duty_run_row *r, const struct env *env, char *out, size_t size);

/* How runs are judged, to read. */
struct lineage;
void duty_lineage(const struct duty_run_row *r, const struct env *env, struct lineage *out);

/* A month of seven columns, CALENDAR_W wide, up to seven rows: days off and made-up workdays in words, today's day
 * marked, each day's worst lamp. */
enum { CALENDAR_W = 49, CALENDAR_H = 7 };
void duty_calendar_paint(const struct duty_board *b, const struct env *env, struct canvas *c, int y, int x);
