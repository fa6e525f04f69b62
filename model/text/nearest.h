/* The word of a list that somebody who mistyped most likely meant. */
#pragma once

struct nearest {
	const char *typed, *word;      /* word: NULL while none is near enough */
	int         distance;
};

/* Looks at one more word: keeps it when fewer letters differ than in any before, and no more than a third of them. */
void nearest_look(struct nearest *n, const char *word);
