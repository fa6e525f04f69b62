/*
 * Standard output of a command, kept back for a while: what was read from a
 * cache that turns out to be damaged can still be taken back.
 */
#pragma once

#include "model/base.h"

/* From now on output goes out a large piece at a time, and at the end or with fflush(). */
void hold_output(void);
/* Forgets what was printed; false when some of it is out already. */
bool hold_take_back(void);
