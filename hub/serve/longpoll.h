/*
 * Long polls that wait for news.  A waiting request is suspended in the HTTP
 * library and costs a list entry; one thread watches the authority's head (at
 * once after a commit here, within LONGPOLL_LOOK_MS after another process wrote)
 * and resumes whoever has something to hear or has waited long enough.
 */
#pragma once

#include "hub/serve/readers.h"

enum { LONGPOLL_LOOK_MS = 200 };

struct MHD_Connection;
struct longpoll;

struct longpoll *longpoll_new(struct readers *readers);
void         longpoll_free(struct longpoll *p);
/* Suspends the connection until the head is past `since` or the monotonic clock past `until_ms`.
 * false: not suspended, there is news already or the hub is closing; answer now. */
bool         longpoll_wait(struct longpoll *p, struct MHD_Connection *connection, int64_t since, int64_t until_ms);
void         longpoll_poke(struct longpoll *p);       /* something was committed */
void         longpoll_close(struct longpoll *p);      /* resumes everybody; nobody waits any more */
bool         longpoll_closing(struct longpoll *p);
int          longpoll_count(struct longpoll *p);
int64_t      longpoll_clock(void);                /* the monotonic clock in milliseconds */
