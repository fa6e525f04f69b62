/*
 * How long to wait before trying again.  Full jitter: a thousand consoles
 * whose hub has restarted must not come back at the same second.  Milliseconds.
 */
#pragma once

#include "model/base.h"

enum { BACKOFF_LEAST = 1000, BACKOFF_MOST = 300000 };

struct backoff { int failures; uint64_t seed; };

/* The wait after one more failure: somewhere in LEAST/2 .. min(MOST, LEAST * 2^failures). */
int64_t backoff_next(struct backoff *b);
void    backoff_reset(struct backoff *b);
/* What a Retry-After header asks for, bounded by MOST, plus up to a quarter more; seconds or an HTTP date
 * against `now` (epoch seconds).  -1 when it is neither. */
int64_t backoff_retry_after(struct backoff *b, const char *header, int64_t now);
/* Anywhere in 0..most. */
int64_t backoff_random(struct backoff *b, int64_t most);
