/*
 * What a source answers in pages (its `next`, hub/intake/json/json_next.h): fetched one after the other into one file,
 * as one delivery.
 */
#pragma once

#include "net/fetch/fetch.h"

/* As fetch_source(), of all pages; rows_at: "" none.  What is wrong with one or with how they hang together is a code
 * in f->error: PAGES why. */
enum fetch_end pull_pages(const char *next, const char *rows_at, struct fetch *f);
