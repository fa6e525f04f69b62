/*
 * What a text stands for where a code or an id is wanted: itself, when there
 * is such a record or term, or the one record whose name it is, in whatever
 * width or case; of a place also as hub/intake/places.h knows it.  Answers are
 * remembered, since the rows of a file say the same few things.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/intake/places.h"

struct names;

/* In place of a list: only the id itself will do, no name. */
extern const char NAMES_BY_ID[];

struct names *names_new(struct hub_db *db);      /* NULL: out of memory */
void           names_free(struct names *l);
/* *code: what `text` stands for, valid until names_breathe(); NULL when it stands for nothing.
 * `list` is the term list for KIND_TERM, the ledger for KIND_STAGE, the township looked in first for KIND_DIVISION,
 * else NAMES_BY_ID or NULL.  0; -2 the authority failed. */
int            names_code(struct names *l, enum kind kind, const char *list, const char *text, const char **code);
/* When it stood for nothing: what it may be, or what is near, for the end of a message; "" when nothing is. */
int            names_say(struct names *l, enum kind kind, const char *list, const char *text, char *out, size_t size);
/* "CODE name CODE name" of a term list, "" when it is empty: 0; -2. */
int            names_terms(struct names *l, const char *list, char *out, size_t size);
/* *out: the place of a code, NULL when there is none such: 0; -2. */
int            names_place(struct names *l, const char *code, const struct place **out);
/* Divisions come in: those that came since are known, too. */
void           names_grow(struct names *l);
/* Between rows: starts afresh rather than grow without end. */
void           names_breathe(struct names *l);
