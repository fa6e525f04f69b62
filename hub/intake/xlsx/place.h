/* Where a cell is: B12.  Pure. */
#pragma once

#include "model/base.h"

enum { PLACE_ROWS = 1048576, PLACE_COLUMNS = 16384 };

/* Behind it; NULL: none.  column from 0; a row that is left out is 0.  Dollar signs are passed over. */
const char *place_parse(const char *text, long *row, int *column);
void        place_letters(int column, char out[4]);
