/*
 * One more place at the end of an array that grows by doubling.  How much room it has follows from the count,
 * so that nothing but pointer and count is kept.
 */
#pragma once

#include "model/base.h"

/* `array` is the address of the array's pointer (NULL while empty): the new place, zeroed, and one counted.  Without
 * memory the program ends, as everywhere where nothing sensible is left to do. */
void *grow(void *array, int *count, size_t size);
#define GROW(array, count) grow(&(array), &(count), sizeof *(array))
