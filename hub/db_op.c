#include "hub/db_op.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "hub/db_in.h"
#include "hub/op.sql.h"
#include "model/op.h"

/* The chain begins here. */
static const char genesis[] = "0000000000000000000000000000000000000000000000000000000000000000";

static const char *
text(sqlite3_stmt *stmt, int column)
{
	const char *t = (const char *)sqlite3_column_text(stmt, column);

	return t != NULL ? t : "";
}

static void
fill(struct hub_op_row *r, sqlite3_stmt *stmt)
{
	*r = (struct hub_op_row){
		.n = sqlite3_column_int64(stmt, 0), .user = text(stmt, 1), .op = text(stmt, 2),
		.fingerprint = text(stmt, 3), .status = sqlite3_column_int(stmt, 4), .answer = text(stmt, 5),
		.kind = text(stmt, 6), .id = text(stmt, 7), .verb = text(stmt, 8),
		.rev = sqlite3_column_int64(stmt, 9), .effect = text(stmt, 10), .at = sqlite3_column_int64(stmt, 11),
		.prev_hash = text(stmt, 12), .hash = text(stmt, 13),
	};
}

int
hub_op_find(struct hub_db *db, const char *user, const char *op, struct hub_op_row *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_OP_FIND);
	int rc;

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, user);
	hub_db_bind(stmt, 2, op);
	if ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		fill(out, stmt);
		return 1;
	}
	if (rc != SQLITE_DONE)
		hub_db_fail(db, "looking up an operation");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : -1;
}

static void
chain_hash(const struct hub_op_row *r, char out[DIGEST_HEX])
{
	char n[24], status[24], rev[24], at[24];
	const char *fields[] = { n, r->user, r->op, r->fingerprint, status, r->answer, r->kind, r->id, r->verb,
	                         rev, r->effect, at, r->prev_hash };

	snprintf(n, sizeof n, "%lld", (long long)r->n);
	snprintf(status, sizeof status, "%d", r->status);
	snprintf(rev, sizeof rev, "%lld", (long long)r->rev);
	snprintf(at, sizeof at, "%lld", (long long)r->at);
	digest_fields(fields, sizeof fields / sizeof *fields, out);
}

static int
insert(struct hub_db *db, const struct hub_op_row *r)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_OP_ADD);

	if (stmt == NULL)
		return -1;
	sqlite3_bind_int64(stmt, 1, r->n);
	hub_db_bind(stmt, 2, r->user);
	hub_db_bind(stmt, 3, r->op);
	hub_db_bind(stmt, 4, r->fingerprint);
	sqlite3_bind_int(stmt, 5, r->status);
	hub_db_bind(stmt, 6, r->answer);
	hub_db_bind(stmt, 7, db->county);
	hub_db_bind(stmt, 8, r->kind);
	hub_db_bind(stmt, 9, r->id);
	hub_db_bind(stmt, 10, r->verb);
	sqlite3_bind_int64(stmt, 11, r->rev);
	hub_db_bind(stmt, 12, r->effect);
	sqlite3_bind_int64(stmt, 13, r->at);
	hub_db_bind(stmt, 14, r->prev_hash);
	hub_db_bind(stmt, 15, r->hash);
	return hub_db_run(db, stmt, "writing the audit chain");
}

int
hub_op_add(struct hub_db *db, const struct hub_op_row *row)
{
	struct hub_op_row r = *row;
	char count[32], prev[DIGEST_HEX], hash[DIGEST_HEX];

	if (hub_db_meta_get(db, "audit_count", count, sizeof count) != 0 ||
	    hub_db_meta_get(db, "audit_head", prev, sizeof prev) != 0)
		return -1;
	r.n = strtoll(count, NULL, 10) + 1;
	r.prev_hash = *prev != '\0' ? prev : genesis;
	chain_hash(&r, hash);
	r.hash = hash;
	snprintf(count, sizeof count, "%lld", (long long)r.n);
	if (insert(db, &r) != 0 || hub_db_meta_set(db, "audit_count", count) != 0)
		return -1;
	return hub_db_meta_set(db, "audit_head", hash);
}

int
hub_db_audit(struct hub_db *db, const char *user, const char *verb, const char *what, int64_t at)
{
	uint8_t random[10];
	char uuid[37], print[DIGEST_HEX];

	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
		snprintf(db->error, sizeof db->error, "no random numbers from the system");
		return -1;
	}
	uuid7_format(at * 1000, random, uuid);
	digest_bytes(what, strlen(what), print);
	return hub_op_add(db, &(struct hub_op_row){ .user = user, .op = uuid, .fingerprint = print, .status = 200,
		.answer = "{}", .kind = "", .id = what, .verb = verb, .effect = "", .at = at });
}

/* ---- walking the chain -------------------------------------------------- */

static int
broken(struct hub_audit *out, int64_t n, const char *why)
{
	out->broken = n;
	snprintf(out->why, sizeof out->why, "%s", why);
	return 1;
}

/* The record itself, when this operation was the last to touch it. */
static int
check_effect(struct hub_db *db, const struct hub_op_row *r, struct hub_audit *out)
{
	struct hub_record now;
	char have[DIGEST_HEX];
	int kind = record_kind_find(r->kind), found;

	if (kind < 0 || *r->effect == '\0')
		return 0;
	if ((found = hub_db_get(db, (enum kind)kind, r->id, &now)) < 0)
		return -1;
	if (!found)
		return broken(out, r->n, "the record it changed is not there any more");
	if (now.rev < r->rev)
		return broken(out, r->n, "the record it changed has gone back to an earlier revision");
	if (now.rev > r->rev || now.body == NULL)
		return 0;
	digest_bytes(now.body, now.body_len, have);
	return strcmp(have, r->effect) == 0 ? 0 : broken(out, r->n, "the record it changed was altered outside the hub");
}

static int
check_row(struct hub_db *db, const struct hub_op_row *r, const char *prev, struct hub_audit *out)
{
	char hash[DIGEST_HEX];

	if (r->n != out->rows + 1)
		return broken(out, out->rows + 1, "this row is missing");
	if (strcmp(r->prev_hash, prev) != 0)
		return broken(out, r->n, "it does not follow the row before it");
	chain_hash(r, hash);
	if (strcmp(hash, r->hash) != 0)
		return broken(out, r->n, "its contents do not match its hash");
	return check_effect(db, r, out);
}

static int
check_end(struct hub_db *db, const char *last, struct hub_audit *out)
{
	char count[32], head[DIGEST_HEX];

	if (hub_db_meta_get(db, "audit_count", count, sizeof count) != 0 ||
	    hub_db_meta_get(db, "audit_head", head, sizeof head) != 0)
		return -1;
	if (strtoll(count, NULL, 10) != out->rows || (out->rows > 0 && strcmp(head, last) != 0))
		return broken(out, out->rows + 1, "rows at the end have been removed");
	return 0;
}

int
hub_audit_verify(struct hub_db *db, struct hub_audit *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_OP_WALK);
	char prev[DIGEST_HEX];
	struct hub_op_row r;
	int rc, bad = 0;

	*out = (struct hub_audit){ 0 };
	if (stmt == NULL)
		return -1;
	memcpy(prev, genesis, sizeof prev);
	while (bad == 0 && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		fill(&r, stmt);
		if ((bad = check_row(db, &r, prev, out)) == 0) {
			out->rows++;
			snprintf(prev, sizeof prev, "%s", r.hash);
		}
	}
	sqlite3_reset(stmt);
	if (bad != 0)
		return bad;
	return rc == SQLITE_DONE ? check_end(db, prev, out) : hub_db_fail(db, "walking the audit chain");
}
