/*
 * Pacing: how fast frames may go on a line that is slower than the keys.  A
 * frame on such a line ends with a question (ESC [ 5 n); its answer says that
 * the terminal has come so far.  The first frame's question is the probe; on a
 * fast line it is the only one.  A multiplexer answers by itself: no harm, no
 * gain.  Knows no terminal and no clock.
 */
#pragma once

#include "model/base.h"

enum { PACE_ASKED_MAX = 24 };         /* more than give up in the five seconds before a terminal counts as deaf */

/* All zero is a line nothing is known of. */
struct pace {
	bool    slow, known, deaf;        /* known: it has answered once; deaf: never within five seconds */
	int64_t asked_at[PACE_ASKED_MAX]; /* not answered yet; answers come in their order */
	int     asked, given_up;
	int64_t first_ms, trip_ms, wait_ms;
	size_t  bytes;                    /* of the newest frame */
};

/* May a frame go now?  Waiting too long for an answer lets one go. */
bool pace_may(struct pace *p, int64_t now_ms);
/* Does the frame that goes now end with the question? */
bool pace_asks(const struct pace *p);
void pace_sent(struct pace *p, size_t bytes, bool asked, int64_t now_ms);
void pace_answered(struct pace *p, int64_t now_ms);
/* Milliseconds after which pace_may() must be asked again while it says no. */
int  pace_wait(const struct pace *p, int64_t now_ms);

/* How long an answer is waited for before something else needs the terminal. */
int64_t pace_patience(const struct pace *p);
