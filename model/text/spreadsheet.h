/*
 * What a spreadsheet does to a number that is a name - of a person, a place, a
 * claim - when its column is not text: fifteen digits are kept, the rest are
 * zeros, and what is saved is what was shown.  Pure.
 */
#pragma once

#include <stdbool.h>

enum spoilt {
	SPOILT_NOT,
	SPOILT_FORM,       /* 5.30521E+17, 530521103299.0, ######, #N/A: whose it was nobody can tell */
	SPOILT_ROUNDED     /* an identity number that would be good but for its last three digits, 000 */
};

/* Is it what a spreadsheet shows for a value it has not, #N/A or ######? */
bool spreadsheet_error(const char *cell);
/* A cell of a column of numbers that are names. */
enum spoilt spreadsheet_spoilt(const char *cell);
