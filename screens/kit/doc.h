/*
 * A text of labelled, wrapped lines that scrolls: what a record's page and the
 * outbox's detail are made of.  Built when loading for one width, painted from
 * any line on.
 */
#pragma once

#include "screens/kit/canvas.h"

struct doc_line { char *text; int indent; enum paint_role role; char label[40]; };
struct doc { struct doc_line *lines; int count, room, width; };

void doc_start(struct doc *d, int width);      /* empties it, keeping memory */
void doc_clear(struct doc *d);
/* `label` (may be "") at the left in `label_w` columns, the text wrapped behind it. */
void doc_add(struct doc *d, enum paint_role role, const char *label, int label_w, const char *text);
void doc_addf(struct doc *d, enum paint_role role, const char *label, int label_w, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void doc_paint(const struct doc *d, int from, struct canvas *c);
/* `from` moved by `by` lines but not past the last page of `h`. */
int  doc_scroll(const struct doc *d, int from, int by, int h);
