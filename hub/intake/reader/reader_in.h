/*
 * Between reader.c, which hands out rows, and reader_head.c, which finds what they stand under.
 */
#pragma once

#include "hub/intake/reader/reader.h"

/* Always -1. */
int  reader_refuse(struct reader *r, long line, int column, const char *title, const char *why);
int  reader_refuse_csv(struct reader *r);
int  reader_refuse_book(struct reader *r);
void reader_note(const struct reader *r, long line, int column, const char *title, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
