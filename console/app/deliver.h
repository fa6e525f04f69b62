/*
 * Delivering what was queued, for commands: through the sync process that
 * runs, or by one round of our own; and what became of an operation, in words
 * and as an exit status.
 */
#pragma once

#include "console/cli/cli.h"

enum { DELIVER_WAIT_MS = 15000 };     /* how long a running sync process is given */

/* Sends, and waits until the hub has answered `uuid` (NULL: until nothing waits that can be sent) or
 * it is known that it cannot be reached now. */
void deliver(struct cli *cli, const char *uuid);
/* Says on stdout (JSON when asked) what became of the operation; the exit status that goes with it. */
int  deliver_verdict(struct cli *cli, const char *uuid, bool json);

/* For people, translated; the verb itself when it is unknown. */
const char *verb_title(enum kind kind, const char *verb);
