/*
 * Matching Han text by itself, by full pinyin and by initials: "姚关" is found
 * by 姚关, yaoguan, yaog, yg.  Characters with several readings match any of
 * them.  The reading table is generated at build time from Unihan.
 */
#pragma once

#include "model/base.h"

/* Does `needle` occur in `text`, as itself (ASCII case-insensitive) or, when it
 * is all ASCII letters, as pinyin or initials of a run of characters?  An
 * empty needle matches. */
bool pinyin_match(const char *text, const char *needle);

/* Bit i set: 'a'+i begins a reading of `cp`; 0 for no Han character. */
uint32_t pinyin_initials(uint32_t cp);

/* May the two be read alike?  Both are Han characters, and of several readings one is enough. */
bool pinyin_same(uint32_t a, uint32_t b);
/* The likeliest pinyin of a place's name, or with `initials` its first letters; what is no Han character is left out,
 * letters and digits of ASCII are kept.  A guess where characters have several readings. */
void pinyin_spell(const char *text, bool initials, char *out, size_t size);
