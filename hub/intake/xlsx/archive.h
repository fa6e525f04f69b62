/*
 * The zip file around a workbook, read by minizip, which trusts what it reads; this does not:
 *
 * - at most ARCHIVE_ENTRIES_MAX entries, no two of one name (in any case: one program would read the first, another the
 *   second), only stored and deflated ones, none encrypted;
 * - a part is at most PART_MAX bytes, and past PART_FREE at most PART_RATIO times what it takes packed;
 * - its size and checksum must be what the directory says.
 *
 * One part is read at a time.
 */
#pragma once

#include "hub/intake/xlsx/why.h"

enum { ARCHIVE_ENTRIES_MAX = 1000, ARCHIVE_NAME_MAX = 256, PART_RATIO = 100 };
#define PART_MAX  ((uint64_t)1 << 30)
#define PART_FREE ((uint64_t)64 << 20)

struct archive;

struct archive *archive_open(const char *path, struct xlsx_why *why);
void archive_close(struct archive *a);

/* The number of the entry, its name written in any case, with either slash; -1: there is none. */
int  archive_find(const struct archive *a, const char *name);
const char *archive_name(const struct archive *a, int part);

/* 0, or -1. */
int  part_begin(struct archive *a, int part, struct xlsx_why *why);
/* Bytes read, 0 at the end when all was right, -1. */
int  part_read(struct archive *a, void *bytes, int size, struct xlsx_why *why);
