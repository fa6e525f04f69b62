/*
 * The filter a person types: 乡镇:姚关 逾期>7 来源:回头看 状态:整改中 慢病
 * Fields by Chinese title or English name, full-width punctuation taken as its
 * ASCII twin; a word alone is the place, state, source ... of that name, else it
 * is looked for in titles.  Parsing only; the store turns terms into SQL.
 */
#pragma once

#include "model/base.h"

enum filter_field {
	FILTER_WORD, FILTER_DIVISION, FILTER_OVERDUE, FILTER_SOURCE, FILTER_STATUS, FILTER_POST, FILTER_FRONT,
	FILTER_LAMP, FILTER_GROUP, FILTER_KIND, FILTER_DUE, FILTER_RETURNED, FILTER_LATENESS, FILTER_FIELDS
};
enum filter_cmp { FILTER_IS, FILTER_NOT, FILTER_LT, FILTER_LE, FILTER_GT, FILTER_GE };

struct filter_term {
	enum filter_field field;
	enum filter_cmp   cmp;
	long              number;       /* for numeric fields; days for FILTER_DUE */
	char              text[96];     /* as typed, for the others */
	bool              bare;         /* FILTER_WORD: no field was said */
};
#define FILTER_TERMS_MAX 12
struct filter {
	int                count;
	struct filter_term terms[FILTER_TERMS_MAX];
};

/* 0; -1 with *error (msgid-free sentence naming the word and what is allowed) in `error`. */
int filter_parse(struct filter *out, const char *text, char *error, unsigned error_size);
/* Does a value typed ask for fields that are empty: nothing, 空 or -? */
bool filter_asks_empty(const char *text);
/* For the state that nothing tells of a past day: ? or 不详? */
bool filter_asks_unknown(const char *text);
/* Canonical text back from the terms. */
void filter_format(const struct filter *filter, char *out, unsigned size);
/* One row per field: names accepted, Chinese and English, for help and completion. */
struct filter_field_def { enum filter_field field; const char *zh, *en; bool numeric; const char *help; };
extern const struct filter_field_def filter_fields[FILTER_FIELDS];
