/*
 * Exact fractions for checking printed figures: no floats, so that 46446.5 is
 * not 46446.499999.  Every operation can fail (overflow of 127 bits, division
 * by zero); the result is then `bad`, and so is whatever is made from it.
 */
#pragma once

#include "model/base.h"

struct rational { __int128 num, den; };    /* lowest terms, den > 0; den 0: bad */

struct rational rational(int64_t num, int64_t den);
bool            rational_bad(struct rational a);
struct rational rational_add(struct rational a, struct rational b);
struct rational rational_sub(struct rational a, struct rational b);
struct rational rational_mul(struct rational a, struct rational b);
struct rational rational_div(struct rational a, struct rational b);
struct rational rational_abs(struct rational a);
int             rational_cmp(struct rational a, struct rational b);   /* -1 0 1; bad ones: 0 */
struct rational rational_min(struct rational a, struct rational b);
struct rational rational_max(struct rational a, struct rational b);

/* Decimal text with `decimals` digits behind the point, rounded half away from zero; with `sign` a
 * leading + too.  A bad one gives "-". */
void rational_format(struct rational a, int decimals, bool sign, char *out, size_t size);
/* With separators between thousands. */
void rational_grouped(struct rational a, int decimals, bool sign, char *out, size_t size);
/* To the nearest whole number, half away from zero; false when bad or beyond int64. */
bool rational_whole(struct rational a, int64_t *out);
