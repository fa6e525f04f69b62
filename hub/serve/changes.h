/*
 * The stream of changes: a snapshot or the changes since a cursor, as NDJSON, made page by
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

enum { CHANGES_MARK_EVERY = 2000, CHANGES_LINE_MAX = 262144, CHANGES_PAGE_BYTES = 65536 };

struct changes;

/* NULL: out of memory or the authority failed.  `real` is real time in seconds. */
struct changes *changes_new(struct readers *readers, const struct access *who, const struct changes_place *from,
                            int64_t real);
void         changes_free(struct changes *f);
/* Up to `max` bytes; 0 at the end, -1 failed. */
long         changes_read(struct changes *f, char *out, size_t max);
/* Anything in it but header and bookmark?  Known after the first page, which changes_new() has made. */
bool         changes_is_empty(const struct changes *f);
/* All of it is in memory: its size, else -1. */
long         changes_whole(const struct changes *f);
/* Where changes will go on when it was empty. */
int64_t      changes_head(const struct changes *f);
