/*
 * Reading the outbox without a cache: what is in it, and what became of one
 * operation.
 */
#pragma once

#include "store/outbox/outbox.h"

struct outbox_entry {
	const char *uuid, *kind, *id, *verb, *state, *title, *reason, *args;   /* args: JSON; borrowed for the call */
	int64_t     at, base, acked_rev, answered_at;
	int         attempts;
};
/* Calls each() for the operations in sending order; with `all`, also those that are done and over.
 * each() returns 0 to go on.  0, -1 with outbox_error(). */
int outbox_list(struct outbox *box, bool all, int (*each)(void *with, const struct outbox_entry *entry), void *with);
/* The same for one: 0; 1 no such operation; -1. */
int outbox_show(struct outbox *box, const char *uuid, int (*each)(void *with, const struct outbox_entry *entry),
                void *with);
