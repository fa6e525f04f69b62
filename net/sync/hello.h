/*
 * What a hub says of itself and of us: the answer to GET /v1/hello.
 */
#pragma once

#include "net/sync/verdict.h"

struct hello {
	/* lists: commas */
	char epoch[64], county[16], county_name[64], user[64], post[128], roles[128], scope[512], sees[2048];
	char packs[256];
	int  wait;                         /* seconds a request for changes may be held */
};

/* NULL, or what is wrong with it (a sentence).  *too_old: another major version of the wire, the rest is not
 * to be used. */
const char *hello_read(const struct net_answer *a, struct hello *h, bool *too_old);
