/*
 * Days counted from 1900 or 1904, as sheets keep dates, with the 29 February 1900 that never was.  Pure.
 */
#pragma once

#include "hub/intake/xlsx/decimal.h"

/* What a number's format shows of it. */
enum format_kind {
	FORMAT_NUMBER,
	FORMAT_DATE,                          /* has a day, month or year */
	FORMAT_TIME,                          /* has an hour, minute or second */
	FORMAT_BOTH,
	FORMAT_ELAPSED                        /* [h]:mm, hours beyond a day */
};

/* The date, the date and time, or the time, as `kind` shows it; false: this is none. */
bool serial_text(double n, bool since_1904, enum format_kind kind, char out[DECIMAL_TEXT]);
/* The same from ISO 8601, as strict files write it; false: this is none. */
bool serial_iso(const char *text, enum format_kind kind, char out[DECIMAL_TEXT]);
