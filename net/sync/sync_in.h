/*
 * Inside the sync process only: what its parts (sync.c, pull.c, push.c,
 * state.c) share.  Clocks are read by the loop and stand in `now` (monotonic
 * milliseconds) and `real` (epoch seconds).
 */
#pragma once

#include "net/sync/backoff.h"
#include "net/sync/control.h"
#include "net/sync/changes.h"
#include "net/sync/hello.h"
#include "net/sync/http.h"
#include "net/sync/options.h"
#include "net/sync/sync.h"
#include "net/sync/verdict.h"
#include "store/cache/cache.h"
#include "store/outbox/outbox.h"

#define NEVER INT64_MAX

enum { SETTLE_TRIES = 2 };             /* while somebody waits for the outcome */

enum sync_state { STATE_UNKNOWN, STATE_ONLINE, STATE_OFFLINE, STATE_NO_HUB, STATE_NO_LOGIN, STATE_NO_ROLE, STATE_NO_TLS,
	STATE_TOO_OLD };
enum pull_step  { PULL_IDLE, PULL_HELLO, PULL_SNAPSHOT, PULL_CHANGES };

struct sync {
	const struct sync_options *opt;
	struct http     http;
	struct control  control;
	struct outbox  *box;
	struct cache   *cache;             /* the generation the consoles read */
	struct cache   *build;             /* the one being fetched afresh, or NULL */
	struct changes     changes;
	struct hello    hello;
	bool            greeted;           /* hello is of this connection's time */
	char            cursor[512];       /* of the cache; "" nothing was ever fetched */
	char            resume[512];       /* of the build */

	int64_t now, real;
	enum sync_state state;
	char    words[600];
	enum exit_status trouble;    /* besides the state: of files here, of an answer to what was sent; EXIT_OK none */

	struct transfer pull;
	enum pull_step  step;
	int64_t         pull_at;           /* when the next request may go */
	struct backoff  pull_backoff;
	bool            graced;            /* one silent second try has been used */
	bool            hurry;             /* the next changes are asked for without waiting */
	bool            restored;          /* offer acknowledged operations again, once the new generation stands */
	int64_t         began, told;       /* of this request; of the last progress line */
	int64_t         synced_written;    /* when synced_at was last written */

	struct transfer push;
	struct outbox_item item;           /* what is being sent */
	int64_t         push_at;
	struct backoff  push_backoff;
	bool            push_idle;         /* nothing left that may be sent */
	int             acked;             /* acknowledged and not yet seen in the cache */

	/* settling: until both sides agree, for --once and for consoles that ask */
	bool     settling;
	unsigned wanted, reached, asked;   /* pulls: needed, done, the running one's */
	int      idle_pulls;               /* in a row, while something acknowledged does not show up */
	int64_t  pulled;
	int      sent;

	int64_t leave_at, look_at, house_at;
	int     postponed;
	bool    stop;
	int     status;
};

/* ---- pull.c ---- */
void pull_turn(struct sync *s);                                /* starts what is due */
void pull_ended(struct sync *s, enum http_end how);
void pull_reset(struct sync *s, bool restored);                /* everything afresh */
void pull_forget_build(struct sync *s);
void pull_distrust(struct sync *s);                            /* a reader may have found the cache damaged */
void pull_confirm(struct sync *s);                             /* acked -> confirmed where the cache has it */
void pull_feed_init(struct sync *s);

/* ---- push.c ---- */
void push_turn(struct sync *s);
void push_ended(struct sync *s, enum http_end how);

/* ---- state.c ---- */
void state_start(struct sync *s);
void state_leave(struct sync *s);                              /* the last word in the cache */
void state_set(struct sync *s, enum sync_state state, const char *words);
void state_tell(struct sync *s, struct control_console *who);  /* NULL: all */
void state_problem(struct sync *s, const char *what);
void state_fail(struct sync *s, const char *what);             /* the same, and this round has failed here */
enum exit_status state_exit(const struct sync *s);             /* what a round ends with in this state */
bool state_waits(const struct sync *s);                        /* for somebody to change the token or the user */
bool state_tries(const struct sync *s);                        /* goes on by itself */
void state_retry(struct sync *s);                              /* a person asks: leave pauses, try now */
int  state_identity(struct sync *s, struct cache *c);          /* hello's facts into meta, inside a transaction */
/* The answer's fields, never NULL. */
struct net_answer state_answer(const struct transfer *t);
/* When to try after an answer with Retry-After, or the back-off. */
int64_t state_wait(struct sync *s, const struct transfer *t, struct backoff *b);
