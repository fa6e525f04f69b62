/*
 * What the terminal is asked at the start: its colours (OSC 10, 11), how wide
 * it draws an East-Asian-ambiguous character, whether it repeats one (REP).  The
 * last two by where the cursor is then (CPR), which every terminal answers, so
 * what has not come by then will not; how long that took is how slow the line is.  Answers are taken whenever they
 * come.
 */
#pragma once

#include "console/term/input.h"
#include "console/term/theme.h"

/* WAIT: so long the first frame waits for the answers. */
enum { PROBE_WAIT_MS = 600, PROBE_QUESTION = 100 };

struct probe {
	int64_t asked;
	int     round_trip;        /* milliseconds; -1 not answered */
	int     columns;           /* of an ambiguous character: 1, 2; 0 it does not say */
	int     reports;           /* of the cursor, so far */
	bool    repeats;           /* a line piece (REP) */
	bool    fg, bg;            /* has said it */
	struct ground ground;
};

/* Begins; the bytes to send go into `question`.  They must be asked below the first row. */
size_t probe_ask(struct probe *p, bool colours, const char *place, char question[PROBE_QUESTION], int64_t now_ms);
/* An event that may be an answer; true when there is news: the cursor's last report, or colours that came after it.
 * Each is heard once. */
bool   probe_take(struct probe *p, const struct term_event *event, int64_t now_ms);
/* How long Esc is to wait on this line. */
int    probe_escape_wait(const struct probe *p);
/* Asks the terminal on stdin and stdout and waits for at most `ms`: for `guatu doctor`, outside curses. */
void   probe_once(struct probe *p, int ms);
