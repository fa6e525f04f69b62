/*
 * A hub that says what a test tells it to: a real socket, rules by the first
 * words of the request, answers byte by byte as given (also broken ones).
 * Runs in a thread of the test.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct fakehub;

/* On a Unix socket, or with NULL on a free port of 127.0.0.1. */
struct fakehub *fakehub_start(const char *unix_path);
void fakehub_stop(struct fakehub *hub);
int  fakehub_port(const struct fakehub *hub);

/* What becomes of requests that begin with `request` ("GET /v1/hello"): the newest rule with turns left wins;
 * turns 0 is for ever. */
struct fakehub_rule {
	const char *request;
	int         turns;
	int         status;             /* 0: `bytes` is everything that is sent, raw */
	const char *type, *headers;     /* headers: further lines, each with \r\n; NULL none */
	const char *bytes;
	size_t      length;             /* 0: strlen */
	size_t      cut;                /* the connection is closed after so many bytes of the body; 0 never */
	bool        drip;               /* the body byte by byte, 2 ms apart */
	bool        hold;               /* no answer until fakehub_stop(), fakehub_release() or the other side goes */
};
void fakehub_rule(struct fakehub *hub, struct fakehub_rule rule);
void fakehub_release(struct fakehub *hub);

/* Requests so far that begin with `request`; waiting up to 10 s until there are `count`: whether there are. */
int  fakehub_count(struct fakehub *hub, const char *request);
bool fakehub_wait(struct fakehub *hub, const char *request, int count);
/* The last such request, head and body as received; yours to free, NULL none. */
char *fakehub_last(struct fakehub *hub, const char *request);
