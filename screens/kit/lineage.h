/*
 * Where a figure or a row comes from (`i`).  A screen says of what its cursor
 * is on: what it is, what it means, of what it is worked out and where that
 * came from; the record and the time are said here, the same on every screen.
 * What is left out is not passed over: lineage_ask() says that it is not known,
 * and tests/screens/test_lineage.c fails on it.
 */
#pragma once

#include "model/records/record.h"
#include "screens/kit/value.h"

struct env;
struct screen_ops;
struct store;
struct effect;

enum lineage_part { LINEAGE_WHAT, LINEAGE_MEANS, LINEAGE_SHARE, LINEAGE_FROM, LINEAGE_RECORD, LINEAGE_PARTS };

struct lineage {
	FILE *out;
	unsigned said;             /* bits 1 << enum lineage_part */
	enum kind kind;            /* the record it stands in, with lineage_record() */
	char id[160];
};

/* Each a line or more, in the order they are called in; what, means and from are asked of everybody. */
void lineage_what(struct lineage *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What it means: how it is counted, worked out or judged. */
void lineage_means(struct lineage *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Of a rate: what of what; counts INT64_MIN where they are not known. */
void lineage_share(struct lineage *l, const char *part, int64_t n, const char *whole, int64_t of);
/* Of a figure that is no rate: why it has no denominator, as a sentence. */
void lineage_no_share(struct lineage *l, const char *why);
/* Whence: records of what, from whom. */
void lineage_from(struct lineage *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The document's clause; "" says that no document has it (本地设定). */
void lineage_clause(struct lineage *l, const char *clause);
/* The record whose revision, hand-over, newest event and making up are said. */
void lineage_record(struct lineage *l, enum kind kind, const char *id);
/* What each figure of a table's row is and means. */
struct column;
void lineage_columns(struct lineage *l, const struct column *columns, const void *row, const struct env *env);
/* Whatever else. */
void lineage_line(struct lineage *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* All of it about what the cursor is on: FX_SHOW; FX_NONE: nothing is there.  `said`, if not NULL: which parts the
 * screen did say. */
struct effect lineage_ask(const struct screen_ops *ops, const void *model, struct store *st, const struct env *env,
                          unsigned *said);
