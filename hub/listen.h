/*
 * The listening socket: unix:PATH (a stale one is replaced, one that answers
 * is not) or HOST:PORT, where plain TCP beyond loopback is refused unless a
 * TLS proxy stands in front.
 */
#ifndef GUATU_HUB_LISTEN_H
#define GUATU_HUB_LISTEN_H

#include <stddef.h>

struct server;

/* Leaves the descriptor and the address in the server: 0, -1 with a sentence. */
int hub_listen(struct server *s, char *error, size_t size);

#endif
