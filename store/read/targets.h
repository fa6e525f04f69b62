/*
 * A record as something to act on: what the flow table must know about it.
 */
#pragma once

#include "model/flow/flow.h"
#include "store/cache/store.h"

struct target {
	char    id[64], title[256], status[32], source[32], submitted_by[64], verified_by[64];
	char    division[16], owner_role[16], pending[32];     /* pending: verb already queued here */
	int64_t rev;
	int     evidence;                      /* pieces on the record */
	struct flow_facts facts;               /* points into this struct; args_known false */
};
/* 0; 1 no such record; -1 failed.  `now` and `today` go into the facts. */
int store_target(struct store *st, enum kind kind, const char *id, int64_t now, int32_t today, struct target *out);
