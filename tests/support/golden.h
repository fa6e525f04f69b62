/*
 * Golden screens: painted text compared with a file that somebody has looked at.
 * UPDATE_GOLDEN=1 rewrites the files instead; look at the diff before committing.
 */
#ifndef GUATU_TESTS_GOLDEN_H
#define GUATU_TESTS_GOLDEN_H

/* Fails the running test, showing the lines that differ, unless `text` is tests/screens/golden/NAME.txt. */
void golden_check(const char *name, const char *text);

#endif
