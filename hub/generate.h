/*
 * A county of any size, made up from a seed: the same seed gives the same
 * records, byte for byte.  Adds to a county that has its pack (terms, posts,
 * divisions); everything made is marked sample.  Bounded memory: what is kept
 * is the list of places.
 */
#ifndef GUATU_HUB_GENERATE_H
#define GUATU_HUB_GENERATE_H

#include "hub/db.h"

struct generate {
	long     issues;
	int      townships;      /* at least so many in all; 0: those that are there */
	uint64_t seed;
	int64_t  at;             /* the room's time, which ages are reckoned from */
	/* What was made. */
	long     records;
};

enum { GENERATE_TOWNSHIPS_MAX = 60 };

/* 0; -1 with the reason (from hub_db_error() or our own). */
int generate_county(struct hub_db *db, struct generate *g, char *error, size_t size);

#endif
