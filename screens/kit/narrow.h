/*
 * Stand-ins for characters a terminal would draw at another width than the
 * canvas counted (East-Asian ambiguous, drawn wide by some Chinese terminals),
 * or cannot draw at all.  Applied to a finished frame, cell by cell.
 */
#pragma once

#include "screens/kit/canvas.h"

/* wide: ambiguous characters give way to ASCII of one column; ascii: so does everything but Han and other
 * two-column characters. */
void canvas_narrow(struct canvas *c, bool wide, bool ascii);
/* Is `cp` East-Asian ambiguous? */
bool ambiguous_width(uint32_t cp);
