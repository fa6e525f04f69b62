/*
 * Requests to the one hub, over libcurl's multi interface: what may be spoken
 * (HTTPS, HTTP only to this machine, a Unix socket), what is never done
 * (redirects, proxies from the environment, other protocols), and what a
 * transfer's end means.
 */
#pragma once

#include <curl/curl.h>

#include "net/sync/token.h"

struct http {
	CURLM      *multi;
	char        base[600];          /* scheme://host, no slash at the end */
	char        unix_path[108];     /* "" TCP; nothing is compressed on it */
	const char *ca_file;            /* NULL the system's */
	struct token token;             /* "" none */
};

/* Is `hub` an address we may speak to?  unix:PATH, https://HOST[:PORT], http:// to loopback only.
 * Fills base and unix_path: 0; -1 with a sentence. */
int  http_address(struct http *h, const char *hub, char *error, size_t error_size);
int  http_open(struct http *h, char *error, size_t error_size);
void http_close(struct http *h);

enum http_end {
	HTTP_ANSWERED,      /* status, type and body are the answer's, whatever it says */
	HTTP_DOWN,          /* no or half an answer: DNS, connect, reset, time-out, cut */
	HTTP_TLS,           /* the other side could not prove to be the hub */
	HTTP_STOPPED        /* sink ended it */
};

enum { HTTP_BODY_MAX = 256 * 1024 };

struct transfer {
	/* of the request */
	int  (*sink)(void *with, const char *bytes, size_t n);   /* takes a 200's NDJSON as it comes; NULL: collected */
	void *with;
	/* of the answer */
	long   status;
	char   type[128], retry_after[64], location[300];
	char  *body;
	size_t length;
	char   words[600];           /* for HTTP_DOWN and HTTP_TLS: what happened */
	/* inside */
	CURL  *easy;
	struct curl_slist *headers;
	bool   running, stopped, streaming, sending, late;    /* late: ended by the time allowed */
	char   error[CURL_ERROR_SIZE], url[2048];
};

/* Starts GET (`post` NULL) or POST of JSON bytes, which stay yours until the end.  `key` is the
 * Idempotency-Key or NULL; `patience` the seconds without any byte that end it.  0, -1. */
int  http_start(struct http *h, struct transfer *t, const char *path, const char *post, const char *key, long patience);
/* The next transfer that has ended, or NULL. */
struct transfer *http_ended(struct http *h, enum http_end *how);
void http_abort(struct http *h, struct transfer *t);
void http_forget(struct http *h, struct transfer *t);       /* frees what it holds */
