/*
 * The HTTP server: connections, who is asking, bodies in, answers out.  What
 * the pages say is in routes.c.
 */
#pragma once

#include "model/base.h"

struct server;

struct server_config {
	const char *db;
	const char *listen;          /* HOST:PORT or unix:PATH */
	bool        proxied;         /* a TLS proxy stands in front: may listen beyond loopback */
	int         ops_per_second;  /* a user; 0 no limit */
	int         threads;         /* 0: by the machine */
};

enum { WAIT_MAX = 25, TOMBSTONE_DAYS = 90 };

/* NULL with a sentence naming the next step. */
struct server *server_start(const struct server_config *config, char *error, size_t size);
/* What it listens on, with the port it got: unix:/run/guatu/hub.sock, http://127.0.0.1:41235 */
const char    *server_address(const struct server *s);
/* Takes no new connections, answers what is parked or under way, for five seconds at most, ends. */
void           server_stop(struct server *s);
