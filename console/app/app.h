/*
 * The interactive console: one loop over the terminal, the signal pipe and
 * the sync socket; a stack of screens; effects carried out.  Screens know
 * nothing of it.  See app_run() for what it needs from outside.
 */
#pragma once

#include "console/app/app_options.h"

struct session;

/* Runs until the officer quits.  Returns an exit status: 0; 2 terminal or locale unusable (said on
 * stderr, with the next step); 129 + n when ended by a signal is not used: SIGHUP and SIGTERM end cleanly with 0. */
int app_run(struct session *session, const struct app_options *options);
