/*
 * What a role looks like on this terminal, and the bytes from one such pen to
 * another.  Sequences that only set colours and weight are merged into one.
 */
#pragma once

#include "console/term/theme.h"

/* A role as it is and, behind it, the same on a dialog's background (CELL_ON_DIALOG). */
enum { PEN_ROLES = 2 * CELL_ON_DIALOG };

struct bytes { char *text; size_t n, room; };
void bytes_add(struct bytes *b, const char *text, size_t n);      /* out of memory: what does not fit is lost */

struct pen {
	short    fg, bg;
	unsigned flags;
	int      id;             /* the same for all that look the same */
	bool     empty;          /* a blank shows its background only */
	char     fg_on[20], bg_on[20];
};
struct pens {
	struct pen of[PEN_ROLES];
	struct pen by_id[PEN_ROLES];
	int        count;
	char       reset[16], bold[16], reverse[16], underline[16];
	char       both[16];     /* fore- and background as they were */
	const char *setaf, *setab;
	bool       apart;        /* 39 and 49, and so 22, 24 and 27, put back one thing each */
};

/* From the loaded description; -1 when it cannot set back what it sets.  Pen 0 is plain. */
int  pens_init(struct pens *p, const struct theme *theme);
/* Bytes from pen `from` (-1: nobody knows) to pen `to`. */
void pen_change(const struct pens *p, int from, int to, struct bytes *out);

/* A string of the description, NULL when it has none. */
const char *pen_cap(const char *name);
/* The same without its delays, which no line needs any more; "" when it has none; false when it is too long. */
bool pen_plain_cap(const char *name, char *out, size_t size);
