/*
 * Citizens' identity numbers (GB 11643-1999): judging one, and finding one
 * where none may be.  No such number is stored anywhere: what people type is
 * refused with identity_find(), a column that brings them is judged here and
 * hashed by its reader.  Pure; nothing is kept.
 *
 * Eighteen characters: region 6, birth date 8, order 3, check character 0-9 X.
 * The old fifteen digits have a two-digit year and no check character.
 */
#pragma once

#include "model/base.h"

enum identity_fault {
	IDENTITY_OK,
	IDENTITY_EMPTY,
	IDENTITY_LENGTH,       /* neither 15 nor 18 characters (A31) */
	IDENTITY_CHARACTER,    /* something but digits and a last X */
	IDENTITY_REGION,       /* no such province */
	IDENTITY_DATE,         /* no such day of birth */
	IDENTITY_CHECKSUM      /* the last character does not fit */
};

enum { IDENTITY_MAX = 18 };

/* Judges `len` bytes of `text` as one number; blanks around it and a small x are let pass. */
enum identity_fault identity_check(const char *text, size_t len);
/* A good number in its one spelling: eighteen characters, X large; the old form is given its century and check
 * character.  So that two spellings hash to one key.  The fault, IDENTITY_OK when `out` is set. */
enum identity_fault identity_normal(const char *text, size_t len, char out[IDENTITY_MAX + 1]);

/* Does free text hold a good number?  Full-width digits count, and blanks or hyphens between digits do not hide
 * eighteen of them.  *at (may be NULL) is the byte where it begins. */
bool identity_find(const char *text, size_t *at);
