/*
 * Hostile bytes on demand: seeds mutated by a seeded generator and handed to a
 * target, a fixed number of rounds in `make check` (where the sanitizer run
 * watches), for as long as one likes with GUATU_FUZZ_ROUNDS and GUATU_FUZZ_SEED.
 */
#pragma once

#include <stddef.h>

/* `data` is NUL-terminated behind `size` bytes and may hold NULs before it; the target may write into it. */
typedef void (*mutate_target)(char *data, size_t size);

/* Prints the seed first, so that a crash can be run again. */
void mutate_run(mutate_target target, const char *const seeds[], int seed_count, int rounds);
