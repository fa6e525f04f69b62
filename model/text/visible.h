/*
 * What of a text can be seen.  One rule for "nothing visible in it", for cells
 * of files, arguments of operations and fields of forms: blanks of every width
 * and characters nobody sees (zero-width ones, marks of direction, soft
 * hyphens, variation selectors, fillers) say nothing.
 */
#pragma once

#include "model/base.h"

/* Takes room and shows nothing: a space of any width, a tab, the end of a line. */
bool visible_blank(uint32_t cp);
/* Takes no room: it only tells the characters around it how to be shown. */
bool visible_hidden(uint32_t cp);
/* Is anything to be seen in it? */
bool visible_any(const char *text);
/* Without what cannot be seen around it, in place: where it begins now. */
char *visible_trim(char *text);
/* Like fprintf(), for lines that repeat what somebody sent: what a terminal would obey stands as \x1b. */
void  visible_print(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
