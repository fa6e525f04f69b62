/*
 * Walks the members of a JSON object in place, for text that has passed
 * wire_line_check() and is NUL-terminated: nothing is checked again and
 * nothing allocated.  Strings are unescaped where they stand and end in NUL,
 * so the text can be walked once.  For the feed, where a million rows pass.
 */
#pragma once

#include "model/base.h"

enum wire_type { WIRE_NULL, WIRE_BOOL, WIRE_INTEGER, WIRE_FRACTION, WIRE_STRING, WIRE_LIST, WIRE_OBJECT };

struct wire_item {
	enum wire_type type;
	char   *text;         /* of a string; where a list or object begins */
	size_t  length;       /* of a string */
	int64_t number;       /* of an integer, 0/1 of a boolean */
};

struct wire_walk { char *at; };

/* Begins on the object at `text`: false when it is none. */
bool wire_object(struct wire_walk *w, char *text);
/* The next member; false behind the last one.  A list or object is skipped, unless the caller has walked
 * it with another walk and put that one's `at` here. */
bool wire_member(struct wire_walk *w, char **key, struct wire_item *item);
/* Strips the blanks of the value at `text`; its length.  Not for what has been walked. */
size_t wire_compact(char *text);
