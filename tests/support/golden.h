/*
 * Golden screens: painted text compared with a file that somebody has looked at.
 * UPDATE_GOLDEN=1 rewrites the files instead; look at the diff before committing.
 */
#pragma once

/* Fails the running test, showing the lines that differ, unless `text` is tests/screens/golden/NAME.txt. */
void golden_check(const char *name, const char *text);
