/*
 * The door: one thread takes connections in from the listening socket and
 * hands them to the HTTP server, as many as there is room for; the others wait
 * in the kernel's queue until somebody leaves.  Only that thread touches the
 * socket: the library's own threads, when they share it, abort now and then
 * over who lets go of it at the end.  They are served in turn: the library
 * gives a connection to the thread its descriptor's number says, and a long
 * operation would hold up every second newcomer.
 */
#pragma once

#include "model/base.h"

#include <pthread.h>

#include <microhttpd.h>

struct door {
	pthread_mutex_t    lock;
	pthread_cond_t     left;
	pthread_t          keeper;
	struct MHD_Daemon *daemon;
	int                fd, most, inside, threads, turn;
	bool               open, closing;
};

/* Before the daemon starts, which tells of those who leave: MHD_OPTION_NOTIFY_CONNECTION with door_notify and the
 * door. */
void door_init(struct door *d, int most, int threads);
void door_notify(void *door, struct MHD_Connection *connection, void **context,
                 enum MHD_ConnectionNotificationCode what);
/* From now on whoever comes to `fd` is handed to the daemon: 0, -1 with errno. */
int  door_open(struct door *d, int fd, struct MHD_Daemon *daemon);
/* Who comes now is refused; nobody is handed over any more when this returns. */
void door_close(struct door *d);
int  door_inside(struct door *d);
void door_clear(struct door *d);
