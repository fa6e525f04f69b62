/*
 * What the reader is sent: the whole county, or the places that the hub named
 * in its hello.  Totals, rates and ranks over the county are not to be worked
 * out from a part of it: lists of places have those in sight only, and a value
 * for a place out of sight is not there unless the hub sent it as a figure.
 * The same is asked in SQL: in_sight(CODE), in_sight('@' || GROUP).
 */
#pragma once

#include "store/cache/store.h"

/* A division's code, or @ and a supervision group's id; the county's code: all of it. */
bool store_in_sight(struct store *st, const char *place);
bool store_sees_county(struct store *st);

enum sight { SIGHT_COUNTY, SIGHT_TOWNSHIP, SIGHT_VILLAGE, SIGHT_SEVERAL };
enum sight store_sight(struct store *st);
/* The codes that stand for what is in sight as a whole, blank-separated: the county's, or the places'. */
const char *store_sight_codes(struct store *st, char *out, size_t size);
