/*
 * The sync process: one loop over the hub, the consoles' socket and the
 * signals.  One request pulls (hello, then a snapshot or the changes, held
 * open by the hub), one pushes (one operation at a time).
 */
#pragma once

#include "net/sync/options.h"

/* Runs until told to end or, without --watch, the last console has left.  An exit status of options.h;
 * says on stderr what failed, and with --once on stdout what was done. */
int sync_run(const struct sync_options *options);
