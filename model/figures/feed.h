/*
 * How a source of data stands (A78): the age of the last good hand-over
 * against the interval at which it should come, whether one waits for a
 * person, whether it cannot be had.  Our own deliveries (OUT) stand by the
 * month (A49): handed over this month, not yet, not last month either.  Pure.
 */
#pragma once

#include "model/room/room.h"

enum feed_state {
	FEED_FRESH,        /* younger than its interval */
	FEED_LATE,         /* older than that */
	FEED_STALE,        /* older than twice that */
	FEED_BEHIND,       /* older than what it is made from (A34: the enrolment roster) */
	FEED_NEVER,        /* nothing was ever taken */
	FEED_HELD,         /* one waits for a person */
	FEED_FAILING,      /* the last tries brought nothing */
	FEED_ASKED,        /* no interval: comes when it is asked for */
	FEED_SENT,         /* OUT: handed over this month */
	FEED_DUE,          /* OUT: not yet this month */
	FEED_MISSED,       /* OUT: not last month either */
	FEED_STATES
};

struct feed_in {
	bool    out;
	long    every_minutes;       /* 0: none */
	int64_t good;                /* when the last good one came or was found to be the newest; 0 never */
	int64_t failed;              /* last try that brought nothing; 0 none since the last good one */
	bool    held, behind;
};
struct feed_standing { enum feed_state state; int64_t age; enum lamp lamp; };     /* age in seconds, -1 never */

void        feed_judge(const struct feed_in *in, int64_t now, struct feed_standing *out);
const char *feed_state_name(enum feed_state state);     /* FRESH LATE ...: for CSV and JSON */
const char *feed_state_text(enum feed_state state);     /* msgid */
/* Does somebody have to do something about it? */
bool        feed_calls(enum feed_state state);

/* held_reason and error are codes with what belongs to them (hub/intake/batch.h, pull.h): "SHRUNK 8519 11286 2000",
 * "HTTP 500".  Cuts one up in place of `out`; words[0] is the code, the last word is the rest of the line. */
enum { FEED_WORDS = 4 };
struct feed_reason { char text[512]; const char *words[FEED_WORDS]; int count; };
void feed_reason_parse(const char *reason, struct feed_reason *out);
