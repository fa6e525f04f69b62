/*
 * Fetches what the county's sources publish (A78, A26-A28) when each is due,
 * and makes a hand-over (hub/intake/batch.h) of it.  What could not be had changes
 * nothing and is said on the source's FAILED record, as a code and what
 * belongs to it:
 *
 *   HTTP 500   DOWN why   SLOW seconds   CUT why   LARGE bytes   TLS why
 *   REDIRECT where   ADDRESS why   FILE why   BAD what is wrong with the payload
 *   PAGES why (they do not fit together)
 *
 * Schedule and validators (ETag, Last-Modified) stay in the hub's own table
 * `pull`; times there are real ones, not the room's.
 */
#pragma once

#include "hub/intake/batch.h"

enum { PULL_EVERY_MINUTES = 1440, PULL_TOKENS_MAX = 64 };

struct pull_options {
	const char *ca_file;
	struct { const char *source, *file; } headers[PULL_TOKENS_MAX];    /* header file of each source */
	int         header_count;
	long        patience, timeout;       /* seconds */
	long long   most;                    /* bytes */
	bool        dry;                     /* nothing is written; what would change is said on `notes` */
	FILE       *notes;                   /* where what was noted of a delivery is said; NULL unsaid */
};

/* How a source stands with its schedule. */
struct pull_state {
	char    url[2048], etag[256], modified[64], digest[DIGEST_HEX], error[400];
	int64_t tried, ok, due;              /* epoch seconds, real; 0 never */
	int     tries;                       /* failed in a row */
};

/* 0, -1 hub_db_error(); all zero when never tried. */
int pull_state_get(struct hub_db *db, const char *source, struct pull_state *out);
int pull_state_put(struct hub_db *db, const char *source, const struct pull_state *state);

/* A source that is fetched, from its row. */
struct pull_source {
	char id[HUB_ID_MAX + 1], url[2048], takes[64];
	bool json;
	long every;
	char rows_at[256], map[4096], next[1024];      /* of JSON: guatu-pack(5) */
};

/* The address as `url` of its state remembers it: with what it says of its JSON, when it says something. */
void pull_state_url(const struct pull_source *s, char out[2048]);

/* Every source with an address that hands in, in the order of their ids: how many, -1. */
int pull_sources(struct hub_db *db, struct pull_source **out);

enum pull_end { PULL_TAKEN, PULL_HELD, PULL_FRESH, PULL_FAILED, PULL_BROKEN };

/* One fetch and what came of it, committed, at real time `real`; `said` is a sentence about it.
 * PULL_BROKEN: the authority failed, nothing was written. */
enum pull_end pull_source(struct hub_db *db, const struct pull_source *s, const struct pull_options *how, int64_t real,
                          char *said, size_t size);
