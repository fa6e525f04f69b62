/*
 * What is said of a workbook that is not taken, and where.  The first thing said stands; all of these return -1.
 */
#pragma once

#include "hub/intake/xlsx/xlsx.h"
#include "model/text/language.h"

/* About the file. */
int why_file(struct xlsx_why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* About a row (column 0), or a cell of it. */
int why_at(struct xlsx_why *why, long line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same of what no spreadsheet program writes: opening and saving it there mends it. */
int why_damaged(struct xlsx_why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));
int why_damaged_at(struct xlsx_why *why, long line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
int why_memory(struct xlsx_why *why);
