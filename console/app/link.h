/*
 * The line to the sync process: joins the one that runs, starts one when none
 * answers, starts another with growing pauses when it dies.  Never blocks.
 */
#pragma once

#include "console/cli/session.h"

enum link_state { LINK_NONE, LINK_ONLINE, LINK_OFFLINE, LINK_LOGIN, LINK_TLS, LINK_TOO_OLD };

struct link {
	int      fd;                  /* -1 none */
	bool     off;                 /* never connect */
	enum link_state state;
	char     text[200];           /* what sync said with its state, or the last problem */
	int64_t  retry_ms;            /* monotonic; when to try again; 0 not waiting */
	int      failures;
	int      child;               /* pid of the one started here; 0 none */
	bool     starting;
	int      tries;               /* connection attempts since it was started */
	char     in[4096];
	unsigned in_len;
	/* what happened since the last link_read(), for the loop to take and clear */
	uint64_t topics;
	bool     generation, outbox, changed, problem;
	long     done, estimate;      /* progress of a first pull; estimate 0: none under way */
};

void link_init(struct link *l, bool off);
void link_clear(struct link *l);
/* Joins or starts when it is time; call before poll. */
void link_tick(struct link *l, struct session *s, int64_t now_ms);
/* Reads what there is; fills the members above.  Reconnecting is link_tick's. */
void link_read(struct link *l, int64_t now_ms);
void link_say(struct link *l, const char *line);  /* "poke", "pull": lost when there is no line; sync looks by itself */
/* Milliseconds until link_tick has something to do; -1 never. */
int  link_wait(const struct link *l, int64_t now_ms);
/* One line as sync sends it (for tests and link_read). */
void link_take(struct link *l, char *line);
