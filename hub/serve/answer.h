/*
 * What the hub answers: a status and a body, or a problem (RFC 9457) from the
 * closed list of guatu-wire(7).  The list is a table, so that the manual and
 * OpenAPI can be checked against it.
 */
#pragma once

#include <cjson/cJSON.h>

#define PROBLEM_URN "urn:guatu:problem:"

enum problem {
	PROBLEM_LOGIN, PROBLEM_ROLE, PROBLEM_SCOPE, PROBLEM_NO_RECORD, PROBLEM_STALE_REV, PROBLEM_NOT_NOW,
	PROBLEM_IN_PROGRESS, PROBLEM_CURSOR_EXPIRED, PROBLEM_SCOPE_CHANGED, PROBLEM_EPOCH_CHANGED, PROBLEM_TOO_LARGE,
	PROBLEM_INVALID, PROBLEM_KEY_REUSED, PROBLEM_MALFORMED, PROBLEM_BUSY, PROBLEM_UNAVAILABLE, PROBLEM_TOO_OLD,
	/* These say nothing about an operation: their type is about:blank. */
	PROBLEM_NO_PAGE, PROBLEM_METHOD, PROBLEM_INTERNAL,
	PROBLEM_COUNT
};
struct problem_def { const char *name; int status; const char *title; };    /* name NULL: about:blank */
extern const struct problem_def problems[PROBLEM_COUNT];

struct answer {
	int   status;
	char *body;                 /* yours; NULL when there was no memory */
	int   retry_after;          /* seconds, 0 none */
	const char *outcome;        /* a problem's name, "applied", "replayed": for the metrics */
};
/* `more` (may be NULL) is an object whose members join the problem's; it is taken. */
void answer_problem(struct answer *out, enum problem problem, const char *detail, cJSON *more);
/* Takes `json`. */
void answer_json(struct answer *out, int status, cJSON *json);
void answer_clear(struct answer *a);
