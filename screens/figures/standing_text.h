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
struct figure change_text(int bp);                 /* "+0.3", "-1.2", "" unknown */
struct figure points_of(int bp);                   /* how many points, without a sign: "4.9" */
const char *metric_title(enum metric metric);

/* Numerator, denominator, rule, source and time of one metric, or of all for METRIC_COUNT.  Yours to free. */
char *standing_lineage(const struct townships *t, const struct standing *s, enum metric metric, int front,
                       const struct env *env);
