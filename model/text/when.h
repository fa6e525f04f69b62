/*
 * Days, months, periods and moments as people and spreadsheets write them:
 * 2020-6-30, 2020/6/30, 2020.6.30, 20200630, 2020年6月30日, 44012 (a
 * spreadsheet's number of the day, 1950 to 2099), with a time of day or not;
 * never what could be another day: 6/30/20, 20-6-30, two dates.
 *
 * `text` is as it came.  They return NULL, or what is wrong and what is allowed.
 */
#pragma once

#include "model/base.h"

const char *when_day(const char *text, int32_t *day);
/* The same where one types and today is known: also 6-30, 6.30, 6/30, 6月30日, 0630 of this year, +7 days from today.
 * NULL, or what is wrong and *day CIVIL_NONE. */
const char *when_meant(const char *text, int32_t today, int32_t *day);
/* The same without why. */
int32_t     when_typed(const char *text, int32_t today);
/* Does a good day say a time of day, in the room, that is not its beginning? */
bool        when_timed(const char *text);
/* YYYY-MM; the first day of a month stands for it, no other day does. */
const char *when_month(const char *text, char out[8]);
/* 2020, 2020-Q2, 2020-06; `days`: also 2020-W25 and 2020-06-18, else the first day of a month stands for it. */
const char *when_period(const char *text, bool days, char out[12]);
/* Without an offset it is the room's clock; a day alone is its beginning. */
const char *when_instant(const char *text, int64_t *at);
