/*
 * A township's standing in words and figures: percentages, changes, titles of
 * metrics, and where a figure comes from (A79, "数从何来").
 */
#pragma once

#include "screens/kit/screen.h"
#include "screens/kit/value.h"
#include "store/measure/townships.h"

struct figure { char text[24]; };
struct figure bp_text(int bp);                     /* "80.4%", "-" for -1 */
struct figure reading_text(const struct reading *r);   /* "94.98%" where the line beside it is 95.0% */
struct figure progress_text(int bp);               /* of a task: "85%", of parts "83.4%" */
struct figure change_text(int bp);                 /* "+0.3", "-1.2", "" unknown */
struct figure points_of(int bp);                   /* how many points, without a sign: "4.9" */
/* The set of tasks a forecast is made of, with how far it is: "by tasks due by zero day 77.9%". */
void basis_text(const struct standing *s, int front, char *out, size_t size);
/* "needs 3.16 has 1.37 ": points a workday; columns used. */
int forecast_rates(struct canvas *c, int y, int x, const struct forecast *f);
const char *metric_title(enum metric metric);

/* Numerator, denominator, rule, source and time of one metric, or of all for METRIC_COUNT.  Yours to free. */
struct lineage;
void standing_lineage(const struct townships *t, const struct standing *s, enum metric metric, int front,
                      const struct env *env, struct lineage *out);
