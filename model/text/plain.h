/*
 * A cell as a spreadsheet writes it, made plain: what cannot be seen around it,
 * a leading apostrophe and ="..." fall off; in numbers, dates and codes blanks
 * and hidden characters fall out and full-width signs become those of ASCII.
 * All in place: what comes out is never longer.
 */
#pragma once

#include "model/base.h"

/* What fell out of a code. */
enum { PLAIN_BLANK = 1, PLAIN_HIDDEN = 2 };

/* The cell without what belongs to the spreadsheet; where it begins now.  `code`: also an apostrophe that a text might
 * mean. */
char    *plain_cell(char *cell, bool code);
/* Of a cell that is a code, a number or a date: what fell out of it. */
unsigned plain_code(char *cell);
/* The same for a date: blanks become one blank. */
unsigned plain_date(char *cell);
/* Ends of lines become a blank each: were there any?  For a text of one line. */
bool     plain_line(char *cell);
