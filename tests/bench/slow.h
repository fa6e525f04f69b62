/*
 * The console over a line of 250 ms round trip and 32 kbit/s: `j` held at 30 a
 * second for two seconds, single keys, and back to the map.
 */
#pragma once

#include <stdbool.h>

struct slow {
	double settle_ms, lag_ms;      /* release to the final row; the longest from a key to a screen that has it */
	double bytes, frames;          /* while held and until settled */
	double key_ms;                 /* one key alone */
	double map_ms, map_bytes;      /* the map from the list; -1 no map */
};

/* LINE is a shell command; `ready` is on its first screen.  False with a line on stderr. */
bool slow_run(const char *line, const char *ready, bool console, int h, int w, struct slow *out);
