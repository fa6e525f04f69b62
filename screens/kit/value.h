/*
 * A figure or word of a list, typed once.  The type gives alignment, how it
 * is rounded and shortened, what it sorts and filters by, and how it stands
 * in a table, in CSV and in JSON; a screen only says what it is.
 */
#pragma once

#include "model/figures/rational.h"
#include "model/room/lateness.h"
#include "screens/kit/canvas.h"

enum paint_role lamp_role(enum lamp lamp);

enum value_type {
	TYPE_NONE,       /* nothing known: blank, null in JSON */
	TYPE_TEXT,       /* a word; `code` is what scripts call it */
	TYPE_COUNT,      /* n whole things */
	TYPE_NUMBER,     /* `number`, exactly */
	TYPE_SHARE,      /* n basis points */
	TYPE_FEN,        /* n fen */
	TYPE_DAYS,       /* n days */
	TYPE_DATE,       /* n: civil day */
	TYPE_INSTANT,    /* n: seconds */
	TYPE_LAMP        /* n: enum lamp */
};

enum { VALUE_OWN = 256 };
struct value {
	enum value_type type;
	const char *text;          /* what people read, where it is not made from n; borrowed from the row, or `own` */
	const char *code;          /* TYPE_TEXT: the stable name; NULL: the text itself */
	bool        json;          /* code is JSON already */
	int64_t     n;
	struct rational number;
	enum paint_role role;      /* PAINT_NORMAL: the row's */
	char        own[VALUE_OWN];
};

/* ---- what a column says of a row; TYPE_NONE where there is nothing to say (""; INT64_MIN; CIVIL_NONE) ---- */
void value_word(struct value *v, const char *text);                       /* borrowed */
void value_coded(struct value *v, const char *code, const char *text);    /* borrowed */
/* A clause's number; what no document says is marked beside it: "八(三) 本地设定". */
void value_clause(struct value *v, const char *clause, bool local);
void value_wordf(struct value *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void value_count(struct value *v, int64_t n);
void value_number(struct value *v, struct rational number);
void value_share(struct value *v, int64_t bp);
void value_fen(struct value *v, int64_t fen);
void value_days(struct value *v, int64_t days);
void value_date(struct value *v, int32_t day);
void value_iso(struct value *v, const char *day);                         /* a date as records have it */
void value_instant(struct value *v, int64_t at);
void value_lamp(struct value *v, enum lamp lamp);
void value_lateness(struct value *v, enum lateness l);                    /* its word, its lamp's colour */
/* Other words for what is there: "3 d late" for 3 days. */
void value_say(struct value *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* ---- what is made of it ---- */
bool value_is_right(enum value_type type);                                /* aligned right */
bool value_is_number(const struct value *v);                              /* JSON: no quotes */
/* For people, whole: what a cell of a spreadsheet says. */
const char *value_words(const struct value *v, char *out, size_t size);
/* For people in `width` columns: a number is never cut but said in 万, then as #; a date leaves out its year. */
const char *value_fit(const struct value *v, int width, char *out, size_t size);
/* As scripts have it: codes, integers, ISO dates; "" nothing. */
const char *value_raw(const struct value *v, char *out, size_t size);
/* What is not there is less than anything. */
int  value_compare(const struct value *a, const struct value *b);
/* A condition's text as a value to compare with one of this type: 12.5%, 7, 2020-06-30; false when it is none. */
bool value_parse(enum value_type type, const char *text, int32_t today, struct value *out);
