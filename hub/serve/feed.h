/*
 * The feed: a snapshot or the changes since a cursor, as NDJSON, made page by
 * page from the stored JSON text in constant memory.
 *
 * A snapshot runs by kind and id, then goes through everything that changed
 * while it ran, so that its end is a state the hub really had; its last
 * bookmark is a cursor for changes.  Each page is a read transaction of its
 * own: a slow reader holds nothing.  Changes run by seq; a bookmark never
 * stands inside one.
 */
#pragma once

#include "hub/serve/cursor.h"
#include "hub/serve/readers.h"

enum { FEED_MARK_EVERY = 2000, FEED_LINE_MAX = 262144, FEED_PAGE_BYTES = 65536 };

struct feed;

/* NULL: out of memory or the authority failed.  `real` is real time in seconds. */
struct feed *feed_new(struct readers *readers, const struct access *who, const struct feed_place *from, int64_t real);
void         feed_free(struct feed *f);
/* Up to `max` bytes; 0 at the end, -1 failed. */
long         feed_read(struct feed *f, char *out, size_t max);
/* Anything in it but header and bookmark?  Known after the first page, which feed_new() has made. */
bool         feed_is_empty(const struct feed *f);
/* All of it is in memory: its size, else -1. */
long         feed_whole(const struct feed *f);
/* Where changes will go on when it was empty. */
int64_t      feed_head(const struct feed *f);
