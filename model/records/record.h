/*
 * What a record is: kinds, their fields and the fields' types, all read from
 * fields.def.  Tables only, no I/O; the cache, the wire, the importer and the
 * exporters walk these tables instead of knowing any kind by name.
 */
#pragma once

#include "model/base.h"

enum kind {
#define KIND(id, name, title, half, scope) KIND_##id,
#define FIELD(kind, name, type, need, title)
#include "model/records/fields.def"
#undef KIND
#undef FIELD
	KIND_COUNT
};

/* FIELD_ISSUE_deadline and so on: indexes into record_fields[]. */
enum field {
#define KIND(id, name, title, half, scope) FIELD_FIRST_##id, FIELD_BACK_##id = FIELD_FIRST_##id - 1,
#define FIELD(kind, name, type, need, title) FIELD_##kind##_##name,
#include "model/records/fields.def"
#undef KIND
#undef FIELD
	FIELD_COUNT
};

enum field_type {
	FIELD_TEXT, FIELD_INT, FIELD_BOOL, FIELD_DATE, FIELD_MONTH,
	FIELD_INSTANT, FIELD_FEN, FIELD_BP, FIELD_JSON,
	FIELD_LINES, FIELD_CODE, FIELD_PERIOD, FIELD_DAYS      /* TEXT on the wire: see field_stored() */
};
enum field_need { FIELD_OPT, FIELD_REQ };

struct field_def {
	enum kind       kind;
	const char     *name;     /* wire member, SQL column, CSV header */
	enum field_type type;
	enum field_need need;
	const char     *title;    /* Chinese column title */
};

/* POLICY: what a plan says; COUNTY: places, people and what happened there. */
enum kind_half { HALF_POLICY, HALF_COUNTY };

/* Who may read a record: everybody; who sees its place; the same, with the county's own for everybody. */
enum kind_scope { SCOPED_COMMON, SCOPED_OWN, SCOPED_SHARED };

struct kind_def {
	const char    *name;      /* wire kind, SQL table, CSV file name */
	const char    *title;
	enum kind_half half;
	enum kind_scope scope;
	const char    *by;      /* fields that say its place, blank-separated, in the order they are asked; "" COMMON */
};

extern const struct field_def record_fields[FIELD_COUNT];
extern const struct kind_def  record_kinds[KIND_COUNT];

/* A kind's fields are record_fields[record_first(k)] .. record_fields[record_first(k + 1) - 1]. */
int record_first(int kind);

/* The kind called `name`, or -1. */
int record_kind_find(const char *name);
/* The kind of this name or Chinese title, -1 there is none. */
int record_kind_called(const char *word);
/* What a kind is called to people: its title, in English its name; any other word as it is. */
const char *kind_words(const char *name);

/* The index within record_fields of `kind`'s field called `name`, or -1. */
int record_field_find(enum kind kind, const char *name, size_t len);

/* Does the type live in SQL as an integer (else as text)? */
int field_is_integer(enum field_type type);

/* What it is on the wire and in a table: TEXT whatever kind of text. */
enum field_type field_stored(enum field_type type);
