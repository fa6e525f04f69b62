/*
 * What a ledger's entries say besides the common fields: columns that the pack
 * defines (kind ledger_field), kept in entry.extra as a JSON object.  Here one
 * value at a time, as text: what may stand in a column, and how people write
 * it.  Codes of lists and JSON are the caller's.  Pure.
 *
 * On the wire: int, fen and bp whole numbers, bool 0 or 1 (true, false in
 * JSON), date YYYY-MM-DD, month YYYY-MM, time YYYY-MM-DD HH:MM in the room, text one line, term a code of `list`.
 */
#pragma once

#include "model/base.h"

enum extra_type {
	EXTRA_TEXT, EXTRA_INT, EXTRA_FEN, EXTRA_BP, EXTRA_DATE, EXTRA_BOOL, EXTRA_TERM, EXTRA_TIME, EXTRA_MONTH,
	EXTRA_TYPES
};
enum { EXTRA_FIELDS_MAX = 40, EXTRA_KEY = 48, EXTRA_TEXT_MAX = 512 };

struct extra_field {
	char            key[EXTRA_KEY], name[96], name_en[96], list[48];
	enum extra_type type;
	bool            required;      /* an entry without it is not taken */
	char            when_key[EXTRA_KEY], when_code[48];      /* nor one without it whose WHEN_KEY says this; "" */
	bool            total;         /* added up on the board */
	int             sort;
};
struct extra_fields { int count; struct extra_field list[EXTRA_FIELDS_MAX]; };   /* a ledger's, by sort */

int  extra_type_find(const char *word);          /* text int fen bp date bool term time month; -1 */
bool extra_is_number(enum extra_type type);      /* int fen bp */

struct extra_row { const char *key, *name, *name_en, *type, *list; bool required, total; int sort; const char *when; };
/* Takes a row as the pack has it: 0, -1 with what is wrong in `error`. */
int  extra_add(struct extra_fields *f, const struct extra_row *row, char *error, size_t size);
const struct extra_field *extra_find(const struct extra_fields *f, const char *key);

/* Is the column needed of an entry whose column `key` says `said`? */
bool extra_needed(const struct extra_field *f, const char *key, const char *said);

/* Is `text` a value of this column as the wire has it?  NULL, or why not. */
const char *extra_wrong(const struct extra_field *f, const char *text);
/* As people write it, in the wire's form: 1200元 or 0.12万元 for fen, plain numbers are yuan; 85% for bp;
 * 2020/6/8; 2020年5月 for a month; 是 否.  NULL, or why not, msgid. */
const char *extra_written(const struct extra_field *f, const char *text, char *out, size_t size);
/* Yuan as people write them, to fen: 0, -1. */
int extra_fen(const char *text, int64_t *out);
/* D18: the times of an entry come in the order of their columns.  `said` is what it says in one, "" nothing.  The first
 * that is before an earlier column's, *after being that; NULL none. */
typedef const char *extra_said(void *ctx, const struct extra_field *f);
const struct extra_field *extra_early(const struct extra_fields *f, extra_said *said, void *ctx,
                                      const struct extra_field **after);
