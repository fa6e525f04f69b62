/*
 * What an answer of the hub means, by the tables of guatu-wire(7) and nothing
 * else: status, media type and problem type must fit together, or the answer
 * is somebody else's (a proxy's page) and decides nothing.  Knows no HTTP
 * library, no files.
 */
#pragma once

#include "model/base.h"

struct net_answer {
	long        status;
	const char *type;         /* Content-Type, "" none */
	const char *body;
	size_t      length;
};

/* The closed list.  NONE: not a problem of a hub. */
enum net_problem {
	NET_NONE, NET_MALFORMED, NET_TOO_OLD, NET_LOGIN, NET_ROLE, NET_SCOPE, NET_NO_RECORD, NET_STALE_REV, NET_NOT_NOW,
	NET_IN_PROGRESS, NET_CURSOR_EXPIRED, NET_SCOPE_CHANGED, NET_EPOCH_CHANGED, NET_TOO_LARGE, NET_INVALID,
	NET_KEY_REUSED, NET_BUSY, NET_UNAVAILABLE
};
struct net_words { char text[400]; bool closed; };
/* Which problem it is; *words (may be NULL) what to say to people. */
enum net_problem net_problem_read(const struct net_answer *a, struct net_words *words);

enum verdict_kind {
	VERDICT_ACKED,        /* rev is set */
	VERDICT_SETTLED,      /* a final state: refused, conflict, superseded */
	VERDICT_AGAIN,        /* same key, in a second or two */
	VERDICT_WAIT,         /* Retry-After or back-off */
	VERDICT_RETRY,        /* nothing decided: back-off */
	VERDICT_LOGIN, VERDICT_RESET, VERDICT_TOO_OLD
};
struct verdict {
	enum verdict_kind kind;
	const char       *state;      /* of the operation afterwards */
	int64_t           rev;
	struct net_words  words;
	bool              restored;   /* RESET because of another epoch */
};
/* The verdict about the operation `uuid`. */
void verdict_read(const struct net_answer *a, const char *uuid, struct verdict *out);

/* Is `type` the media type `want`, whatever its parameters? */
bool net_media_is(const char *type, const char *want);
