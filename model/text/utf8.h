/*
 * Strict UTF-8: decoding, encoding and validity.  Display rules (widths,
 * visible marks for what may not be shown) belong to the canvas.
 */
#pragma once

#include "model/base.h"

#define UTF8_BAD 0xFFFFFFFFu

/* Decodes one code point of the NUL-terminated `s` into *out (UTF8_BAD for an
 * invalid byte) and returns the bytes taken: 0 at the end, else 1..4. */
int utf8_decode(const char *s, uint32_t *out);

/* Writes `cp` and a NUL; returns the bytes written without the NUL, 0 for what is no code point. */
int utf8_encode(uint32_t cp, char out[5]);

/* Well-formed, no surrogates, no overlong forms, no NUL inside `len`? */
bool utf8_valid(const char *s, size_t len);

/* Length in bytes of the longest valid prefix of at most `max` bytes that ends on a code point. */
size_t utf8_clip(const char *s, size_t max);

/* `text` cut to `size` bytes with its NUL, never inside a code point. */
void utf8_copy(char *out, size_t size, const char *text);

bool utf8_is_han(uint32_t cp);
