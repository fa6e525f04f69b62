/*
 * The words of the formulas in a pack (rule.expr, rule.expect,
 * indicator.formula): what each is made of.  model/figures/arith.h cuts a formula up
 * and asks for every word's value; this says what is asked for.  Only the form
 * is judged here, not whether there is such a ledger or indicator: the hub
 * looks that up when a pack is loaded (hub/policy/rules.sql), the console works
 * the value out.
 *
 *   prefix:NAME[:MORE]        words.def
 *   MEASURE[:CODE...]         a number of settlement rows, cases paid_fen ..., all of them or those of
 *                             a scope, service and population: cases:COUNTY, paid_fen:IP:FILED.  These
 *                             names are taken: no figure or indicator is heard by them
 *   NAME[:CATEGORY]           a figure's id, else an indicator
 *
 * `persons:X` is a ledger's persons; a settlement's is `persons` alone.
 */
#pragma once

#include "model/records/record.h"

enum word_what {
#define WORD(id, prefix, name, need, more, more_need, text) WORD_##id,
#include "model/figures/words.def"
#undef WORD
	WORD_MEASURE,       /* of settlements: `field` says which, `code` of which rows */
	WORD_NAME,          /* a figure's id (the whole word), else an indicator, perhaps with a category */
};
enum { WORD_DEFS = WORD_MEASURE, WORD_TEXT_MAX = 64, WORD_CODES_MAX = 3 };

enum word_name { WORD_OF_INDICATOR, WORD_OF_LEDGER, WORD_OF_CHECKLIST, WORD_OF_DUTY, WORD_OF_KEY, WORD_OF_TYPE,
	WORD_OF_COLUMN, WORD_OF_CODE, WORD_OF_LEVEL };
enum word_more { WORD_MORE_NONE, WORD_MORE_SPAN, WORD_MORE_STAGE, WORD_MORE_WHERE, WORD_MORE_FIELD, WORD_MORE_ITEM,
	WORD_MORE_CATEGORY };

struct word_def {
	const char    *prefix;
	enum word_name name;
	bool           name_needed;
	enum word_more more;
	bool           more_needed;
	const char    *text;
};
extern const struct word_def word_defs[WORD_DEFS];

struct word {
	enum word_what what;
	char           name[WORD_TEXT_MAX];      /* "" where it may be left out */
	char           more[WORD_TEXT_MAX];      /* stage, key, item or category; "" none */
	/* of KEY=CODE; of an issue's FIELD=CODE, whose FIELD is in `name`; "" none */
	char           key[WORD_TEXT_MAX], value[WORD_TEXT_MAX];
	enum field     field;                    /* WORD_MEASURE: of kind settlement; WORD_DIVISION: of kind division */
	int            codes;                    /* WORD_MEASURE */
	char           code[WORD_CODES_MAX][WORD_TEXT_MAX];
};

/* Takes a word apart: 0, or -1 with the reason and what is allowed, in English. */
int word_parse(const char *text, struct word *out, char *why, size_t size);

/* Every word of a formula in turn, as arith.h would ask for them: 1 and the word, 0 no more.
 * *at begins at the formula. */
int word_next(const char **at, char out[WORD_TEXT_MAX]);
