/*
 * The listening socket: unix:PATH (a stale one is replaced, one that answers
 * is not) or HOST:PORT, where plain TCP beyond loopback is refused unless a
 * TLS proxy stands in front.
 */
#pragma once

#include "model/base.h"

struct listener {
	int  fd;
	bool is_unix;
	char address[256], path[256];    /* path: of the socket's file, "" when there is none */
};

/* `what`: HOST:PORT or unix:PATH; `proxied`: a TLS proxy stands in front.  0, -1 with a sentence. */
int hub_listen(struct listener *l, const char *what, bool proxied, char *error, size_t size);
