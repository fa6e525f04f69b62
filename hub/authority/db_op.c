#include "hub/authority/db_op.h"

#include <sys/random.h>

#include "hub/authority/db_in.h"
#include "hub/authority/op.sql.h"
#include "model/flow/op.h"
#include "model/text/language.h"

/* The chain begins here. */
static const char genesis[] = "0000000000000000000000000000000000000000000000000000000000000000";

COLUMNS(row, struct hub_op_row, COL(n), COL(user), COL(op), COL(fingerprint), COL(status), COL(answer), COL(kind),
	COL(id), COL(verb), COL(rev), COL(effect), COL(at), COL(prev_hash), COL(hash))

int
hub_op_find(struct hub_db *db, const char *user, const char *op, struct hub_op_row *out)
{
	struct rows r = hub_db_rows(db, SQL_HUB_OP_FIND, "looking up an operation", BIND(T(user), T(op)));

	if (!rows_next(&r))
		return rows_close(&r);
	row_fill(&r, row, out);        /* text is good until the next call: not closed */
	return 1;
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
	return hub_db_do(db, SQL_HUB_OP_ADD, "writing the audit chain",
	                 BIND(I(r->n), T(r->user), T(r->op), T(r->fingerprint), I(r->status), T(r->answer),
	                      T(db->county), T(r->kind), T(r->id), T(r->verb), I(r->rev), T(r->effect), I(r->at),
	                      T(r->prev_hash), T(r->hash)));
}

int
hub_op_add(struct hub_db *db, const struct hub_op_row *what)
{
	struct hub_op_row r = *what;
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
		snprintf(db->error, sizeof db->error, _("no random numbers from the system"));
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
		return broken(out, r->n, _("the record it changed is not there any more"));
	if (now.rev < r->rev)
		return broken(out, r->n, _("the record it changed has gone back to an earlier revision"));
	if (now.rev > r->rev || now.body == NULL)
		return 0;
	digest_bytes(now.body, now.body_len, have);
	return strcmp(have, r->effect) == 0 ? 0 : broken(out, r->n,
	                                                 _("the record it changed was altered outside the hub"));
}

static int
check_row(struct hub_db *db, const struct hub_op_row *r, const char *prev, struct hub_audit *out)
{
	char hash[DIGEST_HEX];

	if (r->n != out->rows + 1)
		return broken(out, out->rows + 1, _("this row is missing"));
	if (strcmp(r->prev_hash, prev) != 0)
		return broken(out, r->n, _("it does not follow the row before it"));
	chain_hash(r, hash);
	if (strcmp(hash, r->hash) != 0)
		return broken(out, r->n, _("its contents do not match its hash"));
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
		return broken(out, out->rows + 1, _("rows at the end have been removed"));
	return 0;
}

int
hub_audit_verify(struct hub_db *db, struct hub_audit *out)
{
	struct rows rows = hub_db_rows(db, SQL_HUB_OP_WALK, "walking the audit chain", NULL);
	char prev[DIGEST_HEX];
	struct hub_op_row r;
	int bad = 0;

	*out = (struct hub_audit){ 0 };
	memcpy(prev, genesis, sizeof prev);
	while (bad == 0 && rows_next(&rows)) {
		row_fill(&rows, row, &r);
		if ((bad = check_row(db, &r, prev, out)) == 0) {
			out->rows++;
			snprintf(prev, sizeof prev, "%s", r.hash);
		}
	}
	if (rows_close(&rows) != 0)
		return -1;
	return bad != 0 ? bad : check_end(db, prev, out);
}
