/*
 * One event on one line: when, where, what was done to what.
 */
#pragma once

#include "screens/kit/canvas.h"
#include "store/read/events.h"

/* The verb's title for people. */
const char *event_verb(const struct event_row *e);
/* At most `w` columns at y,x: the hour for an event of `today`, else the day.  Returns the columns used. */
int event_paint(struct canvas *c, int y, int x, int w, const struct event_row *e, int32_t today);
