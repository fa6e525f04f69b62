/* Texts for people, translated once each: gettext() walks a tree and takes a lock every time. */
#pragma once

#include "model/text/language.h"

/* Like gettext(), for one thread; what is written in the program is kept by its address, anything else looked up. */
const char *tr(const char *text) __attribute__((format_arg(1)));

#undef _
#define _(text) tr(text)
