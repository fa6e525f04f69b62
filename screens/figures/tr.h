/* Texts for people, translated once each: gettext() walks a tree and takes a lock every time. */
#pragma once

/* Like gettext(); what is written in the program is kept by its address, anything else looked up. */
const char *tr(const char *text) __attribute__((format_arg(1)));

/* Text for people goes through tr(); N_() marks a msgid in a table. */
#define _(text) tr(text)
#define N_(text) text
