/*
 * The words of a list that somebody who mistyped most likely meant: by letters
 * and characters that differ, by the same syllables (要官 for 姚关), by being a
 * part of it, or written in pinyin.
 */
#pragma once

#include "model/base.h"

enum { NEAREST_MAX = 5, NEAREST_WORD = 96 };

struct nearest {
	const char *typed;
	int         count;              /* the nearest first */
	struct { char word[NEAREST_WORD]; int distance; } list[NEAREST_MAX];
};

/* Looks at one more word: kept, as `say` (copied; NULL: the word itself), when it is near and five are not nearer. */
void nearest_look(struct nearest *n, const char *word, const char *say);
/* The words that are near, parted by `between`; "" when there is none. */
void nearest_list(const struct nearest *n, const char *between, char *out, size_t size);
