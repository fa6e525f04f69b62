/*
 * One GET of what another department's platform publishes, into a file: for
 * guatu-hub pull.  Speaks http and https (verified) or copies a local file;
 * follows redirects within the same scheme, host and port only; asks with
 * ETag and Last-Modified and takes 304 for an answer; stops at a size and a time.
 * Nothing in the file counts unless FETCH_GOT is returned.
 */
#pragma once

#include "model/base.h"

enum { FETCH_TAG_MAX = 256, FETCH_REDIRECTS = 5 };

struct fetch {
	/* What is asked for. */
	const char *url;            /* http://, https://, file:// or a path */
	const char *into;           /* the file to write, made private */
	const char *header_file;    /* "Name: value" lines, mode 600; NULL none */
	const char *ca_file;        /* NULL: the system's */
	const char *etag, *modified; /* of the last one taken; NULL or "" */
	long long   most;           /* bytes */
	long        patience, timeout;   /* seconds without a byte, seconds in all */
	bool        more;           /* behind what the file holds already */
	/* What came of it. */
	long        status;         /* of HTTP; 0 for a file */
	long long   bytes;
	long        retry_after;    /* seconds the other side asks for, 0 none */
	char        new_etag[FETCH_TAG_MAX], new_modified[64], type[128];
	char        from[2048];     /* the address that answered, after redirects */
	char        error[400];     /* a code of hub/intake/pull.h and what belongs to it: HTTP 500, SLOW 30, ... */
};

enum fetch_end { FETCH_GOT, FETCH_FRESH, FETCH_FAILED };

enum fetch_end fetch_source(struct fetch *f);
/* May this be a source's address?  0; -1 with a sentence. */
int fetch_address(const char *url, char *error, int size);
bool fetch_is_file(const char *url);

/* ---- pages ---- */
/* A link found on the page at `base`, made absolute: 0, -1 no address one could ask. */
int  fetch_link(const char *base, const char *link, char *out, size_t size);
/* The address with a parameter put in, in place of one of that name: 0, -1 too long. */
int  fetch_with(const char *url, const char *name, const char *value, char *out, size_t size);
/* Is the other at the same scheme, host and port?  At `host` (NAME or NAME:PORT), and no less safe? */
bool fetch_same_origin(const char *url, const char *other);
bool fetch_at_host(const char *url, const char *other, const char *host);
