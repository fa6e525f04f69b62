/*
 * Data hand-overs: what the board and the page of one source share.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/feeds.h"

/* Why it waits for a person, why it cannot be had: in words; "" for an empty reason. */
void feed_reason_text(const char *reason, char *out, size_t size);
void feed_error_text(const char *error, char *out, size_t size);
/* 17 d, 5 h, 12 min; "-" for -1. */
void feed_age_text(int64_t seconds, char out[32]);
/* 06-17 23:05, with the year when it is another one. */
void feed_time_text(int64_t at, int32_t today, char out[20]);
/* Every 30 d, or how else it comes. */
void feed_interval_text(const struct feed_row *r, char *out, size_t size);
/* +29 -9 ~43; "" when nothing is known. */
void feed_delta_text(const struct feed_batch *b, char *out, size_t size);
/* What it brings: the kind's title, or what rosters and claims are called. */
const char *feed_takes_text(const struct feed_row *r, bool english);
/* Of one hand-over: its state in words and its role. */
enum paint_role feed_status_text(const struct feed_batch *b, char *out, size_t size);
/* Where it stands in the flow of data: for `i`.  Yours to free. */
struct effect feed_lineage(const struct feed_row *r, const struct feed_batch *b);
