/*
 * Whole records of any kind, every field of fields.def, one after another in
 * a stable order and in constant memory: what the commands list, look up and
 * export.  A value is as the cache has it: integers for INT, BOOL, FEN and BP,
 * text for the rest.
 */
#pragma once

#include "model/text/filter.h"
#include "store/cache/cache.h"
#include "store/cache/store.h"

enum { RECORD_TESTS_MAX = 12, RECORD_SORTS_MAX = 4 };
enum { RECORD_ID = -1 };            /* as a field: the record's own id */

struct record_test {
	int             field;          /* index into record_fields, or RECORD_ID */
	enum filter_cmp cmp;            /* an absent value is "" and compares less than any */
	const char     *text;           /* borrowed */
};
struct record_query {
	enum kind kind;
	struct record_test tests[RECORD_TESTS_MAX];
	int       test_count;
	struct { int field; bool down; } sorts[RECORD_SORTS_MAX]; /* then by id */
	int       sort_count;
	long      limit;                /* 0: all */
};

struct record {
	enum kind   kind;
	const char *id;
	int64_t     rev;
	const struct cache_value *values;   /* from record_first(kind) on; borrowed until the next call */
};

struct records;

/* NULL with store_error(). */
struct records *records_open(struct store *st, const struct record_query *query);
/* For records_at() only. */
struct records *records_open_by_id(struct store *st, enum kind kind);
int  records_next(struct records *r);                     /* 1, 0 at the end, -1 with store_error() */
int  records_at(struct records *r, const char *id);       /* 1, 0 no such record, -1 */
const struct record *records_row(const struct records *r);
void records_close(struct records *r);

/* The value of one field, and as text ("" when absent; BOOL "1"/"0"). */
const struct cache_value *record_value(const struct record *row, int field);
const char *record_text(const struct record *row, int field, char number[24]);
