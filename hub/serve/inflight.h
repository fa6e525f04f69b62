/*
 * Who is at the door: operations being worked on, so that the same key does
 * not enter twice at once, and how many a user has had lately.
 */
#pragma once

#include "model/base.h"

struct inflight;
enum inflight_answer { INFLIGHT_IN, INFLIGHT_SAME, INFLIGHT_BUSY };

struct inflight     *inflight_new(int per_second);    /* 0: no limit */
void                 inflight_free(struct inflight *in);
enum inflight_answer inflight_enter(struct inflight *in, const char *user, const char *op, int64_t now_ms);
void                 inflight_leave(struct inflight *in, const char *user, const char *op);
