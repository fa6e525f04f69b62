/*
 * Figures as people read them: counts with separators, money in 万元 with as
 * many digits as the source printed, shares as percentages.  From integers and
 * exact fractions only.
 */
#pragma once

#include "model/figures/rational.h"

enum { FIGURE_TEXT = 40 };

/* 1 .. 12 as 1月, Jan. */
const char *month_name(int month);
/* 1,234,567; "-" for INT64_MIN. */
void count_text(int64_t n, char out[FIGURE_TEXT]);
/* Fen as 万元 without the unit word: digits behind the point as the last printed unit says, two when unknown. */
void wan_text(int64_t fen, int64_t precision, char out[FIGURE_TEXT]);
/* Basis points as 92.1%; "-" for INT64_MIN. */
void share_text(int64_t bp, int decimals, char out[FIGURE_TEXT]);
/* A share beside what it is measured by: with as many digits more as it takes to tell one from the other
 * (94.98 %, target 95.0 %).  Both as fractions; a bad one gives "-". */
void share_beside(struct rational share, struct rational target, int decimals, char out[FIGURE_TEXT]);
/* A change of a share in points, with its sign: +1.3. */
void points_text(int64_t bp, char out[FIGURE_TEXT]);
/* A worked-out value of `unit` (fen, bp, else whole things), with the unit's sign or word where short;
 * `finest`: the last printed unit of what it was made from. */
void value_text(struct rational value, const char *unit, int64_t finest, bool sign, char out[FIGURE_TEXT]);

/* Money with its unit: 900元, 3.36万. */
void money_text(struct rational fen, bool sign, char out[FIGURE_TEXT]);

/* A tolerance is half of the last digit: one digit more. */
void tolerance_text(struct rational value, const char *unit, int64_t finest, char out[FIGURE_TEXT]);
/* Total cost may be printed to fewer digits than what was paid of it: never show more than were printed. */
void cost_text(int64_t fen, int64_t precision, char out[FIGURE_TEXT]);
