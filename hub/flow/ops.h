/*
 * Operations: from the bytes a console sent to one committed effect and its
 * answer, in the order guatu-wire(7) gives.  Knows nothing of HTTP but the
 * statuses.  Calls from several threads are taken one after the other.
 */
#pragma once

#include "hub/serve/answer.h"
#include "hub/authority/auth.h"
#include "hub/authority/db.h"
#include "hub/flow/duty_opener.h"

enum { OP_BYTES_MAX = 16384 };

struct ops;

/* `writer` is used under the ops' own lock from now on, and stays the caller's.
 * per_second: operations one user may do, with a burst of five times that; 0 no limit. */
struct ops *ops_new(struct hub_db *writer, int per_second);
void        ops_free(struct ops *ops);

/* key: the Idempotency-Key header's value, or NULL; real: real time in milliseconds. */
void ops_post(struct ops *ops, const struct access *who, const char *key, const char *bytes, size_t len,
              int64_t real_ms, struct answer *out);
/* Opens what the room's day expects, between two operations: 0, -1 with the reason. */
int         ops_open_day(struct ops *ops, int64_t room_now, struct opened *out, char *error, size_t size);
/* What is remembered of one of this user's operations. */
void ops_get(struct hub_db *reader, const struct access *who, const char *op, struct answer *out);
