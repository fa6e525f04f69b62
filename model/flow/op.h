/*
 * An operation a person asks for: a flow verb on one record with its
 * arguments, before it becomes bytes.  Evidence may occur several times.
 */
#pragma once

#include "model/records/record.h"

struct op_arg { char *name, *value; };

struct op {
	char       uuid[37];       /* UUIDv7, set when queued */
	enum kind  kind;
	char      *id;             /* the record; "" lets the hub choose (register) */
	char      *verb;
	int64_t    base;           /* the revision the officer saw; 0 for a new record */
	int64_t    at;             /* room time */
	struct op_arg *args;
	int        arg_count;
	char      *seen;           /* the record as the officer saw it, a JSON object; NULL unknown */
};

/* NULL: out of memory */
struct op  *op_new(enum kind kind, const char *id, const char *verb, int64_t base, int64_t at);
int         op_set(struct op *op, const char *name, const char *value);    /* replaces; 0, -1 out of memory */
int         op_add(struct op *op, const char *name, const char *value);    /* appends (evidence) */
const char *op_get(const struct op *op, const char *name);                 /* first, or NULL */
int         op_count(const struct op *op, const char *name);
void        op_free(struct op *op);

/* Of a piece as it is typed, KIND:REF or REF alone (a document): its kind and, in *ref, the rest. */
const char *op_evidence_kind(const char *piece, const char **ref);

/* UUIDv7 of `unix_ms` and ten random bytes. */
void uuid7_format(int64_t unix_ms, const uint8_t random[10], char out[37]);
