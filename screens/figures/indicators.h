/*
 * What the catalogue of indicators and the page of one of them share: a value
 * as text with its unit, its lamp, its series, and the text that says where it
 * comes from.
 */
#pragma once

#include "screens/kit/figures.h"
#include "screens/kit/screen.h"
#include "store/measure/measure.h"

enum { SERIES = 13 };

/* 98.2%, 100.44万元, 1,234, a figure with the digits it was printed with; "缺" when it is missing.  A share that would
 * show as its target has another digit. */
void indicator_value_text(const struct measure *v, const struct measure_indicator *ind, char out[FIGURE_TEXT]);
/* The same from a whole number in the unit; "-" for MEASURE_NONE. */
void indicator_number_text(int64_t n, const char *unit, bool sign, char out[FIGURE_TEXT]);
/* Points for shares. */
void indicator_change_text(int64_t by, const char *unit, char out[FIGURE_TEXT]);

enum lamp indicator_lamp(const struct measure_indicator *ind, int64_t value, int64_t before, const struct env *env);
/* Does it rest on too few to judge by? */
bool indicator_few(const struct measure *v, const struct env *env);

/* Periods up to `newest`, which is the last: SERIES months, or years. */
void indicator_periods(const char *newest, char periods[SERIES][8]);
/* Into numbers that fit a chart; SPARK_NONE where there is none.  Returns what each was divided by. */
int64_t indicator_series(const int64_t *values, int count, int *out);
/* An indicator's values up to a newest one, as such numbers. */
void indicator_series_read(struct measures *ms, const char *id, const struct measure_at *newest, int out[SERIES]);
/* 5月, 2020-05, 2018年. */
void indicator_period_text(const char *period, bool with_year, char out[24]);

/* Definition, formula with its operands, source, denominator, other figures of the name. */
struct lineage;
void indicator_lineage(const struct measure_indicator *ind, const struct measure_why *why, const char *place,
                       const char *period, bool english, struct lineage *out);
