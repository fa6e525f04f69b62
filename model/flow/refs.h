/*
 * What a field may say beyond its type, read from refs.def.  Tables only.
 */
#pragma once

#include "model/records/record.h"

enum ref_how { REF_NONE, REF_RECORD, REF_ID, REF_RECORDS, REF_OBJECT, REF_FORMULA, REF_TERM, REF_STATE, REF_WORDS,
	REF_FORM, REF_POSTS };

struct ref_def {
	int          field;      /* record_fields index */
	enum ref_how how;
	const char  *what;
};

/* The rule for a field, or NULL when any text will do. */
const struct ref_def *ref_find(int field);

/* Is `word` one of the blank-separated `words`? */
bool ref_word(const char *words, const char *word);
