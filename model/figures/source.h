/*
 * How a source of data stands (A78): the age of the last good hand-over
 * against the interval at which it should come, whether one waits for a
 * person, whether it cannot be had.  Our own deliveries (OUT) stand by the
 * month (A49): handed over this month, not yet, not last month either.  Pure.
 */
#pragma once

#include "model/room/lateness.h"

enum source_state {
	SOURCE_FRESH,        /* younger than its interval */
	SOURCE_OVERDUE,      /* older than that */
	SOURCE_BEHIND,       /* older than what it is made from (A34: the enrolment roster) */
	SOURCE_NEVER,        /* nothing was ever taken */
	SOURCE_HELD,         /* one waits for a person */
	SOURCE_FAILING,      /* the last tries brought nothing */
	SOURCE_ASKED,        /* no interval: comes when it is asked for */
	SOURCE_SENT,         /* OUT: handed over this month */
	SOURCE_DUE,          /* OUT: not yet this month */
	SOURCE_MISSED,       /* older than twice that; OUT: not last month either */
	SOURCE_STATES
};

struct source_in {
	bool    out;
	long    every_minutes;       /* 0: none */
	int64_t good;                /* when the last good one came or was found to be the newest; 0 never */
	int64_t failed;              /* last try that brought nothing; 0 none since the last good one */
	bool    held, behind;
};
struct source_standing { enum source_state state; int64_t age; enum lamp lamp; };     /* age in seconds, -1 never */

void        source_judge(const struct source_in *in, int64_t now, struct source_standing *out);
const char *source_state_name(enum source_state state);     /* FRESH OVERDUE ...: for CSV and JSON */
const char *source_state_text(enum source_state state);     /* msgid */
enum lateness source_lateness(enum source_state state);
/* Does somebody have to do something about it? */
bool        source_calls(enum source_state state);

/* held_reason and error are codes with what belongs to them (hub/intake/batch.h, pull.h): "SHRUNK 8519 11286 2000",
 * "HTTP 500".  Cuts one up in place of `out`; words[0] is the code, the last word is the rest of the line. */
enum { SOURCE_WORDS = 4 };
struct source_reason { char text[512]; const char *words[SOURCE_WORDS]; int count; };
void source_reason_parse(const char *reason, struct source_reason *out);
