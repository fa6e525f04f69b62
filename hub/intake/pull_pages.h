/*
 * What a source answers in pages (its `next`, hub/intake/json/json_next.h): fetched one after the other into one file, as one
 * delivery.
 */
#pragma once

#include "hub/intake/pull.h"
#include "net/fetch/fetch.h"

/* As fetch_source(), of all pages; what is wrong with one or with how they hang together is a code in f->error:
 * PAGES why. */
enum fetch_end pull_pages(const struct pull_source *s, struct fetch *f);
