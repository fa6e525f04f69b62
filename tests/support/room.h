/*
 * A whole dispatch room for end-to-end tests: a private directory, a hub
 * process on a Unix socket there, and the environment in which the console
 * finds both.  Real programs, real files, real sockets.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "tests/support/pty.h"

struct room {
	char  dir[128];            /* mkdtemp; removed by room_clear() */
	char  db[160], socket[160], hub_url[176], cache[192], outbox[192];
	char *env[16];             /* for pty_start() and room_run() */
	pid_t hub;
};

/* init from packs/PACK at `clock`, user duty-a with this uid, hub not started.  Fails the test on error. */
void room_init(struct room *r, const char *pack, const char *clock);
void room_clear(struct room *r);
/* failpoint: NULL, or the hub's name of a point to kill itself at. */
void room_hub_start(struct room *r, const char *failpoint);
int  room_hub_stop(struct room *r, int signal);        /* wait status; signal 0: it ends by itself */

/* Runs `guatu ARGS` (a shell line after the program's name) with the room's environment;
 * its output goes into *out (yours to free, may be NULL); the exit status. */
int  room_guatu(struct room *r, const char *args, char **out);
/* The console in a pty of this size. */
struct pty *room_console(struct room *r, int rows, int cols);
/* The same within a shell line, in which %s stands for its command: "TERM=vt100 exec %s". */
struct pty *room_console_in(struct room *r, int rows, int cols, const char *line);
/* Until no sync process of this room is left. */
bool room_sync_gone(struct room *r, int ms);
/* One value from a SQL query on the hub's, the cache's or the outbox's file; yours to free, "" when no row. */
char *room_hub_sql(struct room *r, const char *sql);
char *room_outbox_sql(struct room *r, const char *sql);
/* Waits until the query's answer on the hub's file equals `want`. */
bool  room_hub_wait(struct room *r, const char *sql, const char *want, int ms);
