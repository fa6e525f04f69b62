/*
 * Counties of as many townships as real ones have: a cache of Shidian's pack whose townships go by other names, the ones
 * above its thirteen with copies of what the first have (tasks, issues, settlements, figures, duties, marks, entries).
 */
#pragma once

#include <stdbool.h>

/* Names in full, without their county: Huoqiu's 31, Huining's 28; NULL ends each. */
extern const char *const towns_huoqiu[], *const towns_huining[];

/* At `path` (replaced); grid: at positions six in a row, else none has any.  Exits on failure. */
void stage_towns(const char *path, const char *const *names, bool grid);
