/* The first thing that went wrong stands; everything that can fail here returns -1 after saying it. */
#pragma once

#include "hub/intake/xlsx/xlsx.h"

/* About the file.  Always -1. */
int why_file(struct xlsx_why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* About a row, or a cell of it.  Always -1. */
int why_at(struct xlsx_why *why, long line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
