/*
 * The formats of a workbook's cells.  A workbook without styles.xml shows numbers.
 */
#pragma once

#include "hub/intake/xlsx/format.h"
#include "hub/intake/xlsx/xml.h"

enum { STYLES_MAX = 100000 };

struct styles;

/* part -1: there are none.  NULL: *why. */
struct styles *styles_load(struct archive *a, int part, struct xlsx_why *why);
void styles_free(struct styles *s);
/* Of a cell's s="..."; one that does not exist shows numbers. */
const struct format *styles_format(const struct styles *s, long style);
