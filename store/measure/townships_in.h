/*
 * Inside the store's townships*.c only.
 */
#pragma once

#include "store/measure/townships.h"

/* Progress of every township and of the county, overall and by front, from the tasks: 0, -1. */
int townships_tasks(struct store *st, const struct townships_ask *ask, struct townships *out);
