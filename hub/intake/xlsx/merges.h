/*
 * Cells merged downwards.  A sheet says them behind its rows, so it is gone through once before: quickly, by the bytes
 * alone, and only when they speak of merging by expat.  That first reading also finds out whether the part is whole.
 */
#pragma once

#include "hub/intake/xlsx/xml.h"

enum { MERGES_MAX = 1000000 };

/* Of the leftmost column; rows from 1, columns from 0. */
struct merge { uint32_t top, bottom; uint16_t column; };

struct merges { struct merge *list; size_t count, room; };   /* by top, then column */

/* 0, or -1. */
int  merges_read(struct merges *m, struct archive *a, int part, struct xlsx_why *why);
void merges_clear(struct merges *m);
