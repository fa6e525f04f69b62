/*
 * Formulas over one row of a file of people: what a watch compares (watch.amount, watch.param), whom it looks at
 * (watch.condition), who gets a subsidy (param subsidy_CATEGORY_if).  Words, numbers and signs between blanks:
 *
 *   + - * / ( )   min ( A , B )   max ( A , B )    numbers as in arith.h: 92% 180元 2万元
 *   = <> < <= > >=   and or not
 *   COLUMN          an amount in fen, a number, yes and no as 1 and 0
 *   COLUMN = CODE   is the code among those of the cell?  -: is it empty?
 *   param:KEY       its value on the row's day: yuan as fen, basis points and percent as a share
 *
 * What the file has no column for is unknown, and so is what hangs on it; but it is empty, `0 and unknown` is 0 all the
 * same, `1 or unknown` is 1.  Exact: nothing is rounded.
 */
#pragma once

#include "model/figures/rational.h"

enum { ROW_STEPS = 64, ROW_PARAMS = 8, ROW_KEY = 64, ROW_CODE = 32, ROW_WORDS = 64 };

/* What a formula may ask of a row, by its place in the list. */
struct row_word { const char *name; bool codes; };

struct row_formula {
	struct row_step { unsigned char op, at; struct rational n; char code[ROW_CODE]; } step[ROW_STEPS];
	int      count;
	char     param[ROW_PARAMS][ROW_KEY];
	int      params;
	uint64_t words;                          /* a bit for each it asks for */
	bool     truth;                          /* it says yes or no */
};

struct row_number { bool known; struct rational n; };

/* A row and its day. */
struct row_source {
	struct row_number (*number)(void *ctx, int word);
	const char *(*codes)(void *ctx, int word);                       /* blank-separated; NULL unknown */
	struct row_number (*param)(void *ctx, const char *key);
	void *ctx;
};

/* Parses it: 0, or -1 with what is wrong and what is allowed. */
int row_formula_parse(const char *text, const struct row_word *words, int count, struct row_formula *out, char *why,
                      size_t size);
struct row_number row_formula_work(const struct row_formula *f, const struct row_source *row);
/* The next code it asks for, of COLUMN = CODE, behind the step *at, which begins with 0; `word` is the column's place,
 * NULL no more. */
const char *row_formula_code(const struct row_formula *f, int *at, int *word);
/* 1, 0; -1 unknown. */
int row_formula_holds(const struct row_formula *f, const struct row_source *row);
