/*
 * Hostile bytes on demand: seeds mutated by a seeded generator and handed to a
 * target, a fixed number of rounds in `make check` (where the sanitizer run
 * watches), for as long as one likes with
 *
 *   GUATU_FUZZ_SECONDS=600 nice build-asan/tests/fuzz/test_xlsx
 *   GUATU_FUZZ_ROUNDS, GUATU_FUZZ_SEED
 *
 * A round depends on the seed and its number alone: GUATU_FUZZ_FROM, which a
 * long run prints every second, goes on from there, after a crash too.
 */
#pragma once

#include <stddef.h>

/* `data` is NUL-terminated behind `size` bytes and may hold NULs before it; the target may write into it. */
typedef void (*mutate_target)(char *data, size_t size);

/* Seeds of at most 16 KB each. */
struct mutate_corpus {
	char  **bytes;
	size_t *len;
	int     count;
	const char *const *words;             /* what breaks this parser, up to a NULL; or NULL */
};

void corpus_add(struct mutate_corpus *c, const char *bytes, size_t len);
/* The files of a pattern of the shell; none is an error. */
void corpus_read(struct mutate_corpus *c, const char *pattern);
void corpus_clear(struct mutate_corpus *c);

/* Prints the seed first, so that a crash can be run again. */
void mutate_corpus(mutate_target target, const struct mutate_corpus *corpus, int rounds);
/* The same of texts. */
void mutate_run(mutate_target target, const char *const seeds[], int seed_count, int rounds);
