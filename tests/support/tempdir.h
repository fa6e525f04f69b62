/*
 * A directory of a test's own, for set-up and tear-down.
 */
#pragma once

extern char temp_dir[64];

int temp_make(void **state);
int temp_remove(void **state);
/* NAME in there; good while not more than 31 others have been asked for. */
const char *temp_path(const char *name);
