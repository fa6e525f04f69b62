/*
 * Long polls that wait for news.  A waiting request is suspended in the HTTP
 * library and costs a list entry; one thread watches the authority's head (at
 * once after a commit here, within PARK_LOOK_MS after another process wrote)
 * and resumes whoever has something to hear or has waited long enough.
 */
#pragma once

#include "hub/serve/readers.h"

enum { PARK_LOOK_MS = 200 };

struct MHD_Connection;
struct park;

struct park *park_new(struct readers *readers);
void         park_free(struct park *p);
/* Suspends the connection until the head is past `since` or the monotonic clock past `until_ms`.
 * false: not suspended, there is news already or the hub is closing; answer now. */
bool         park_wait(struct park *p, struct MHD_Connection *connection, int64_t since, int64_t until_ms);
void         park_poke(struct park *p);       /* something was committed */
void         park_close(struct park *p);      /* resumes everybody; nobody waits any more */
bool         park_closing(struct park *p);
int          park_count(struct park *p);
int64_t      park_clock(void);                /* the monotonic clock in milliseconds */
