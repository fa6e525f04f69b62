/*
 * The strings that a workbook's cells share, in constant memory: the first STRINGS_ARENA bytes stay in memory, the rest
 * go into a file without a name, read in pages.  They stand in the order of their first use, so that a sheet reads them
 * nearly one behind the other; every STRINGS_STEP-th is found by its place, those between by going on from there.
 */
#pragma once

#include "hub/intake/xlsx/rich.h"
#include "hub/intake/xlsx/xml.h"

enum { STRINGS_MAX = 10000000, STRINGS_STEP = 16, STRINGS_ARENA = 16 << 20 };

struct strings;

/* The table of a workbook; part -1: it has none, which is a table without strings.  NULL: *why. */
struct strings *strings_load(struct archive *a, int part, struct xlsx_why *why);
void strings_free(struct strings *s);
long strings_count(const struct strings *s);

/* The string number i into to[], of `room` bytes, with its NUL: its length; -1: it has no room there, or with *why.
 * *wrong: what was wrong with it, and it is empty. */
long strings_get(struct strings *s, long i, char *to, size_t room, enum rich_wrong *wrong, struct xlsx_why *why);
