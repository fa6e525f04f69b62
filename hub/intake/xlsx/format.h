/*
 * How a number is shown: what its format says of its meaning.  ECMA-376 part 1, 18.8.30 and .31, with the ids and codes
 * that East Asian programs add.  Pure.
 */
#pragma once

#include "hub/intake/xlsx/serial.h"

/* One of the parts of a code between semicolons. */
struct format_section {
	enum format_kind kind;
	char   compare;                       /* < > = l(<=) g(>=) n(<>), 0: no condition */
	double limit;
	int    shift;                         /* the digits shown are the number's times ten to the power of this */
	const char *unit;                     /* what stands behind them and multiplies: "%", "万"; "": nothing */
	int    unit_power;                    /* ten to the power of this is what it multiplies by */
	char   code[48];                      /* of numbers shown as codes ("ZB"0000), digits as FORMAT_DIGIT; or "" */
};

enum { FORMAT_DIGIT = 1 };

enum { FORMAT_SECTIONS = 4 };
struct format { int sections; struct format_section section[FORMAT_SECTIONS]; };

void format_parse(struct format *f, const char *code);
/* A format that has a number instead of a code; one that means nothing shows numbers. */
void format_builtin(struct format *f, long id);

enum format_wrong { FORMAT_GOOD, FORMAT_NOT_A_NUMBER, FORMAT_SCALED };
/*
 * A stored number as a person would type what he means by it: a date, a time, a number with its unit.  A number shown
 * divided (0!.0,) without the word for it is FORMAT_SCALED: what it is meant to be cannot be told.
 */
enum format_wrong format_number(const struct format *f, const char *stored, bool since_1904, char out[DECIMAL_TEXT],
                                bool *date);
