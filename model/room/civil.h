/*
 * Civil dates and instants.  A civil day is days since 1970-01-01 and never an
 * instant; an instant is epoch seconds.  The room's wall clock is Asia/Shanghai,
 * +08:00 all year (no daylight saving since 1991), so nothing here asks the
 * system for a time zone or for the time.
 */
#pragma once

#include "model/base.h"

#define CIVIL_NONE INT32_MIN
#define ROOM_OFFSET (8 * 3600)

int32_t civil_day(int year, int month, int day);          /* CIVIL_NONE when there is no such date */
void    civil_split(int32_t day, int *year, int *month, int *mday);
int     civil_weekday(int32_t day);                        /* 1 Monday .. 7 Sunday */
int32_t civil_month_end(int32_t day);                      /* last day of its month */
int32_t civil_parse(const char *text);                     /* exactly YYYY-MM-DD, else CIVIL_NONE */
int     civil_format(int32_t day, char out[11]);           /* 0; CIVIL_NONE gives "" */

int     month_parse(const char *text);                     /* exactly YYYY-MM -> year * 12 + month - 1, else -1 */
void    month_format(int month, char out[8]);

/* RFC 3339 with offset or Z, seconds required: 0, or -1 when malformed. */
int     instant_parse(const char *text, int64_t *out);
void    instant_format(int64_t at, char out[26]);          /* at +08:00 */
int32_t instant_day(int64_t at);                           /* the room's civil day */
int     instant_minute(int64_t at);                        /* minutes since the room's midnight */
