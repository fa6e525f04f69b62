/*
 * The stream of changes, compressed on its way out: zstd or gzip, whichever the client takes,
 * with small windows, since a thousand may stream at once.
 */
#pragma once

#include "hub/serve/changes.h"

enum compression_kind { COMPRESSION_NONE, COMPRESSION_ZSTD, COMPRESSION_GZIP };

/* The best of what an Accept-Encoding header (may be NULL) allows. */
enum compression_kind compression_choose(const char *accept);
const char     *compression_name(enum compression_kind kind);      /* Content-Encoding */

struct compression;

/* owns the changes; NULL: out of memory, they are freed */
struct compression *compression_new(struct changes *changes, enum compression_kind kind);
void          compression_free(struct compression *p);
/* Up to `max` bytes; 0 at the end, -1 failed. */
long          compression_read(struct compression *p, char *out, size_t max);
