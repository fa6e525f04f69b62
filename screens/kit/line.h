/*
 * One piece of text being edited: an insertion point among whole characters,
 * shown in one line that scrolls or wrapped over several.
 */
#pragma once

#include "screens/kit/screen.h"

enum { LINE_MAX_BYTES = 2048 };

struct line {
	char text[LINE_MAX_BYTES];
	int  len, at;              /* bytes; `at` is on a character's edge */
	bool full;                 /* the last key did not fit */
};

void line_set(struct line *l, const char *text);          /* insertion point at the end; cut at a character */
/* True when it was an editing key it took (the text may be unchanged); newlines become blanks unless `multi`. */
bool line_type(struct line *l, const struct typed *in, bool multi);
/* Shows `width` columns around the insertion point; parks the cursor there when focused. */
void line_paint(const struct line *l, struct canvas *c, int y, int x, int width, bool focused);
/* Wrapped over h rows, scrolled so that the insertion point shows. Returns the rows the whole text takes. */
int  line_paint_wrapped(const struct line *l, struct canvas *c, int y, int x, int h, int width, bool focused);
