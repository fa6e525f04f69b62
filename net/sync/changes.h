/*
 * The changes's lines become cache rows.  What stands between two bookmarks is
 * one page and one transaction, together with the new cursor; what follows
 * the last bookmark of a stream that is cut never happened.  Knows no HTTP.
 */
#pragma once

#include "net/wire/wire_record.h"
#include "store/cache/cache.h"

enum { CHANGES_LINE_MAX = 262144, CHANGES_PAGE_MAX = 64 << 20 };

enum changes_fault {
	CHANGES_FINE,
	CHANGES_BROKEN,      /* not what a hub sends: try again later */
	CHANGES_EPOCH,       /* another epoch than expected */
	CHANGES_CACHE        /* the cache could not be written: cache_error() */
};

struct changes_mark { char cursor[512]; char now[40]; bool more; };

struct changes {
	/* set by the owner before changes_begin() */
	struct cache *cache;
	char  epoch[64];                        /* expected; "" takes any */
	/* Called with the page's transaction open, then when it is committed.  A page without rows has no
	 * transaction and only the second call. */
	int  (*page)(void *with, const struct changes *f);          /* 0, -1: cache_error() */
	void (*paged)(void *with, const struct changes *f, bool wrote);
	void *with;

	/* of this stream */
	bool    headed;
	int64_t as_of, estimate;
	char    stream_epoch[64];
	struct changes_mark mark;                  /* the last one; cursor "" before it */
	int64_t rows, page_rows, page_lines;    /* applied or not */
	enum changes_fault fault;
	char    error[256];

	/* kept across streams */
	int64_t skipped;                        /* lines of unknown kind or with something wrong, ever */
	char    skipped_why[256];               /* the last such: issue[2020-0143].deadline: not a date */

	/* inside */
	bool   writing;
	size_t page_bytes, used, size;
	char  *buffer;
	struct cache_value   values[WIRE_FIELDS_MAX];
	struct wire_instants instants;
};

void changes_begin(struct changes *f);
/* Bytes as they come, decompressed: 0, -1 with fault and error set (end the transfer). */
int  changes_bytes(struct changes *f, const char *bytes, size_t n);
/* The stream has ended, whole or cut: rolls back what is open.  0 when it ended on a bookmark. */
int  changes_end(struct changes *f);
void changes_clear(struct changes *f);
