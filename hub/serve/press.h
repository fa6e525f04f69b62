/*
 * A feed, compressed on its way out: zstd or gzip, whichever the client takes,
 * with small windows, since a thousand may stream at once.
 */
#pragma once

#include "hub/serve/feed.h"

enum press_kind { PRESS_NONE, PRESS_ZSTD, PRESS_GZIP };

/* The best of what an Accept-Encoding header (may be NULL) allows. */
enum press_kind press_choose(const char *accept);
const char     *press_name(enum press_kind kind);      /* Content-Encoding */

struct press;

/* owns the feed; NULL: out of memory, the feed is freed */
struct press *press_new(struct feed *feed, enum press_kind kind);
void          press_free(struct press *p);
/* Up to `max` bytes; 0 at the end, -1 failed. */
long          press_read(struct press *p, char *out, size_t max);
