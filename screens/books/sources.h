/*
 * Data hand-overs: what the board and the page of one source share.
 */
#pragma once

#include "model/figures/source_words.h"
#include "screens/kit/screen.h"
#include "store/read/sources.h"

/* 17 d, 5 h, 12 min; "-" for -1. */
void source_age_text(int64_t seconds, char out[32]);
/* 06-17 23:05, with the year when it is another one. */
void source_time_text(int64_t at, int32_t today, char out[20]);
/* Every 30 d, or how else it comes. */
void source_interval_text(const struct source_row *r, char *out, size_t size);
/* +29 -9 ~43; "" when nothing is known. */
void source_delta_text(const struct delivery *b, char *out, size_t size);
/* What it brings: the kind's title, or what rosters and claims are called. */
const char *source_takes_text(const struct source_row *r, bool english);
/* Of one hand-over: its state in words and its role. */
enum paint_role source_status_text(const struct delivery *b, char *out, size_t size);
/* Where it stands in the flow of data: for `i`.  Yours to free. */
struct lineage;
void source_lineage(const struct source_row *r, const struct delivery *b, struct lineage *out);
