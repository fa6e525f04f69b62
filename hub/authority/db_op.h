/*
 * The audit chain in the authority: one row per applied operation (and per
 * import or change of users), each carrying the hash of the one before.  The
 * row is also the memory by which a repeated operation gets its first answer,
 * so it is written in the same transaction as the effect and never expires.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/authority/digest.h"

struct hub_op_row {
	int64_t     n;              /* place in the chain, from 1 */
	const char *user, *op;      /* the key */
	const char *fingerprint;    /* digest of the request's bytes */
	int         status;         /* HTTP status of the answer */
	const char *answer;         /* its JSON */
	const char *kind, *id, *verb;
	int64_t     rev;            /* the record's revision after it */
	const char *effect;         /* digest of the record's body after it, "" for none */
	int64_t     at;
	const char *prev_hash, *hash;
};

/* 1 found, 0 not, -1.  Text is valid until the next call on this handle. */
int hub_op_find(struct hub_db *db, const char *user, const char *op, struct hub_op_row *out);
/* Appends to the chain (n, prev_hash, hash are worked out), inside begin/commit. */
int hub_op_add(struct hub_db *db, const struct hub_op_row *row);

/* What a walk along the chain found. */
struct hub_audit {
	int64_t rows;               /* good ones, from the start */
	int64_t broken;             /* n of the first bad row, 0 none */
	char    why[256];           /* what is wrong with it, for people */
};
/* 0 the chain holds, 1 broken (out says where), -1 could not read. */
int hub_audit_verify(struct hub_db *db, struct hub_audit *out);
