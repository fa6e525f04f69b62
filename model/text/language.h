/*
 * Which language the words for people are in, by one rule for all programs:
 * Chinese, unless the first of LC_ALL, LC_MESSAGES and LANG that says
 * something begins with "en"; whatever locales the machine has.
 *
 * _() is asked when a thing is said, N_() marks a msgid in a table.  A test
 * that has chosen nothing sees the msgids, which are English.
 */
#pragma once

#include <libintl.h>

#include "model/base.h"

#define _(text) gettext(text)
#define N_(text) text

/* What was chosen: a program that has not speaks English. */
bool language_english(void);
/* Like strerror(), whatever the machine has translations of. */
const char *error_words(int error);

/* By a main, before it says anything: LC_MESSAGES, LANGUAGE (for programs it starts, too) and the catalogue. */
void language_choose(void);
