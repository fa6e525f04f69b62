/*
 * The console's end of the sync process: starting it as a child and talking
 * to it over the socket in short lines (architecture: three processes).
 */
#pragma once

#include <sys/types.h>

#include "console/cli/session.h"

/* Starts guatu-sync for the session's profile with `mode` ("--once", "--watch") or none (NULL: it leaves
 * with the last console); stdin and stdout are closed to it, stderr too when `quiet`.  Its pid, or -1
 * with a sentence. */
pid_t syncer_start(const struct session *s, const char *mode, bool quiet, char *error, size_t error_size);
/* A non-blocking connection to the running one: the descriptor, or -1 when none answers. */
int   syncer_connect(const struct session *s);
/* One line, newline added; 0, -1 when it is gone. */
int   syncer_say(int fd, const char *line);
/* The program and its arguments, for exec: what is in `argv` is borrowed from the session. */
enum { SYNCER_ARGS = 20 };
void  syncer_argv(const struct session *s, const char *mode, char *argv[SYNCER_ARGS]);
