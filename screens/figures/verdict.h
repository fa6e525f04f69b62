/*
 * A verdict for people: its colour, the two sides it weighed as text, the
 * sentence that explains it, and the figures and words it rests on.
 */
#pragma once

#include "screens/kit/canvas.h"
#include "screens/kit/figures.h"
#include "store/measure/checks.h"

enum paint_role verdict_role(enum arith_verdict verdict);

/* "-" where there is nothing to say */
struct verdict_sides { char computed[FIGURE_TEXT], expected[48], off[FIGURE_TEXT], tolerance[FIGURE_TEXT]; };
void verdict_sides(const struct check_row *row, struct verdict_sides *out);
/* "differs: worked out 46446.5, printed 46446.4 ..." */
void verdict_explain(const struct check_row *row, char *out, size_t size);
const char *verdict_title(const struct check_row *row);

/* wan yuan, %, persons ... */
const char *unit_word(const char *unit);
/* A measure as text with its unit's sign; what is missing as "缺 WORD PERIOD". */
void measure_text(const struct measure *value, const char *unit, char *out, size_t size);
/* A line for each part: word, name, value, source. */
void parts_write(FILE *out, const struct measure_part *parts, int count);
