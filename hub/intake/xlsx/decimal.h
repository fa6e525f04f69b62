/*
 * A number as a sheet stores it, in decimal: no floating point stands between what was stored and what is handed on,
 * and no locale.  A spreadsheet keeps fifteen digits; what stands behind them (0.30000000000000004,
 * 1.1000000000000001) is how it stores them, and falls off.  Pure.
 */
#pragma once

#include "model/base.h"

enum { DECIMAL_DIGITS = 15, DECIMAL_TEXT = 64 };

struct decimal {
	bool minus;
	int  digits;                          /* 0: the number is zero */
	char digit[DECIMAL_DIGITS + 1];       /* the first and the last are not 0 */
	int  point;                           /* 0.DIGITS times ten to the power of this */
};

/* 0; -1: not a number. */
int    decimal_parse(struct decimal *d, const char *text);
/* Times ten to the power of `shift`.  More than fifteen digits before the point, or nearly nothing: as a sheet shows
 * it, 5.3052119800101E+17. */
void   decimal_text(const struct decimal *d, int shift, char out[DECIMAL_TEXT]);
double decimal_value(const struct decimal *d);
