/*
 * A screen painted once, as text: what the terminal screen shows below its
 * header, for `guatu show` and for output that is no terminal.
 */
#pragma once

#include "console/cli/session.h"

/* The body of `ops` opened on `arg`, h x w, as lines; yours to free.  NULL with a sentence. */
char *paint_text(struct session *s, const struct screen_ops *ops, const char *arg, int h, int w,
                 enum glyph_tier tier, char *error, size_t error_size);
