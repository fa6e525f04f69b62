/*
 * The sync process's side: what to send next, what the hub said.
 */
#include "store/outbox/outbox_in.h"

#include <cjson/cJSON.h>

#include "model/text/language.h"
#include "store/outbox/outbox.sql.h"

/* ---- the next one ----------------------------------------------------------------- */

/* What was queued while our own earlier operation on the record was still on its way names the base from
 * before it.  When that one was accepted on just this base, nobody else came between. */
static int
base_now(struct outbox *box, const char *kind, const char *id, int64_t *base)
{
	struct rows r;
	bool more = *id != '\0';

	while (more) {
		r = box_rows(box, SQL_OUTBOX_BUILT_ON, BIND(T(kind), T(id), I(*base)));
		if ((more = rows_next(&r)))
			*base = row_int64(&r, 0);
		if (rows_close(&r) != 0)
			return -1;
	}
	return 0;
}

struct next { struct outbox_item *item; bool found; };

static int
freeze(struct outbox *box, struct outbox_item *item, const char *args, int64_t at)
{
	if (item->bytes == NULL) {
		if (base_now(box, item->kind, item->id, &item->base) != 0)
			return -1;
		item->bytes = box_bytes(item->uuid, item->kind, item->id, item->verb, item->base, at, args);
		if (item->bytes == NULL)
			return box_say(box, _("out of memory"));
	}
	item->attempts++;
	return box_run(box, SQL_OUTBOX_FREEZE, BIND(T(item->uuid), T(item->bytes), I(item->base)));
}

COLUMNS(item, struct outbox_item, COL(uuid), COL(kind), COL(id), COL(verb), COL(base), COL(bytes), COL(attempts))

static int
next_work(struct outbox *box, void *with)
{
	struct next *n = with;
	struct rows r = box_rows(box, SQL_OUTBOX_NEXT, NULL);
	int rc = 0;

	outbox_item_clear(n->item);
	if ((n->found = rows_next(&r))) {
		row_fill(&r, item, n->item);
		rc = freeze(box, n->item, row_text(&r, 7), row_int64(&r, 8));
	}
	return rows_close(&r) != 0 ? -1 : rc;
}

int
outbox_next(struct outbox *box, struct outbox_item *item)
{
	struct next n = { item, false };
	struct outbox_counts counts;

	/* Most often nothing waits: do not take the write lock to find that out. */
	if (outbox_counts(box, &counts) == 0 && counts.pending == 0)
		return 0;
	if (box_transact(box, next_work, &n) != 0) {
		outbox_item_clear(item);
		return -1;
	}
	return n.found;
}

void
outbox_item_clear(struct outbox_item *item)
{
	free(item->bytes);
	memset(item, 0, sizeof *item);
}

/* ---- the verdict --------------------------------------------------------------------- */

/* The record an accepted registration made. */
static void
made_id(const char *answer_json, char *out, size_t size)
{
	cJSON *answer = answer_json != NULL ? cJSON_Parse(answer_json) : NULL;
	const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer, "id"));

	snprintf(out, size, "%s", id != NULL && strlen(id) < size ? id : "");
	cJSON_Delete(answer);
}

struct verdict { const struct bind *binds; int rc; };

static int
answer_work(struct outbox *box, void *with)
{
	struct verdict *v = with;

	return box_run(box, SQL_OUTBOX_ANSWER, v->binds);
}

int
outbox_answer(struct outbox *box, const char *uuid, const char *state, const char *reason,
              const char *answer_json, int64_t acked_rev)
{
	bool acked = strcmp(state, "acked") == 0;
	char id[128] = "";
	struct bind binds[] = { T(uuid), T(state), T(reason), T(answer_json),
	                        { acked ? BIND_INT : BIND_TEXT, NULL, acked_rev }, I(box_now()), T(id),
	                        { BIND_END, NULL, 0 } };
	struct verdict v = { binds, 0 };

	if (acked)
		made_id(answer_json, id, sizeof id);
	if (box_transact(box, answer_work, &v) != 0)
		return -1;
	if (strcmp(state, "pending") != 0)
		box_journal_state(box, uuid, state, acked ? acked_rev : 0, id);
	return 0;
}

struct confirming { const char *kind, *id; int64_t rev; };

static int
confirm_work(struct outbox *box, void *with)
{
	const struct confirming *c = with;

	return box_run(box, SQL_OUTBOX_CONFIRM, BIND(T(c->kind), T(c->id), I(c->rev)));
}

int
outbox_confirm(struct outbox *box, enum kind kind, const char *id, int64_t rev)
{
	struct confirming c = { record_kinds[kind].name, id, rev };

	return box_transact(box, confirm_work, &c);
}

int
outbox_each_acked(struct outbox *box, int64_t (*rev_of)(void *with, enum kind kind, const char *id), void *with)
{
	struct rows r = box_rows(box, SQL_OUTBOX_ACKED, NULL);
	struct { enum kind kind; char id[128]; int64_t rev; } reached[64];
	int n = 0;

	while (n < 64 && rows_next(&r)) {
		int kind = record_kind_find(row_text(&r, 1));
		int64_t rev = kind >= 0 ? rev_of(with, (enum kind)kind, row_text(&r, 2)) : 0;
		if (rev < row_int64(&r, 3))
			continue;
		reached[n].kind = (enum kind)kind;
		reached[n].rev = rev;
		row_copy(&r, 2, reached[n++].id, sizeof reached[0].id);
	}
	if (rows_close(&r) != 0)       /* the read lock goes before a write is asked for */
		return -1;
	for (int i = 0; i < n; i++)
		if (outbox_confirm(box, reached[i].kind, reached[i].id, reached[i].rev) != 0)
			return -1;
	return n;
}

/* ---- keeping house ---------------------------------------------------------------------- */

static int
purge_work(struct outbox *box, void *with)
{
	int64_t before = *(const int64_t *)with;

	return box_run(box, SQL_OUTBOX_PURGE, BIND(I(before)));
}

int
outbox_purge(struct outbox *box, int64_t now)
{
	int64_t before = now - 30 * 86400;

	if (box_transact(box, purge_work, &before) != 0)
		return -1;
	return box_run(box, "PRAGMA incremental_vacuum", NULL);
}

struct offering { struct outbox *box; sqlite3 *cache; int count; };

static void
look_failed(void *owner, const char *doing)
{
	const struct offering *o = owner;

	box_say(o->box, "%s: %s", doing, sqlite3_errmsg(o->cache));
}

/* Has the new snapshot what the hub once acknowledged?  1, 0, -1. */
static int64_t
visible(struct offering *o, const char *kind, const char *id, int64_t rev)
{
	char sql[128];
	sqlite3_stmt *stmt = NULL;
	struct rows r;

	if (record_kind_find(kind) < 0)
		return 0;
	snprintf(sql, sizeof sql, "SELECT rev >= ?2 FROM \"%s\" WHERE id = ?1", kind);
	if (sqlite3_prepare_v2(o->cache, sql, -1, &stmt, NULL) != SQLITE_OK)
		return -1;
	r = rows_of(stmt, BIND(T(id), I(rev)), "cache", o, look_failed);
	r.once = true;
	return rows_number(r, 0);
}

static int
reoffer_work(struct outbox *box, void *with)
{
	struct offering *o = with;
	struct rows r = box_rows(box, SQL_OUTBOX_OFFERED, NULL);
	int rc = 0;

	o->box = box;
	o->count = 0;
	while (rc == 0 && rows_next(&r)) {
		/* Revisions start again after a restore, so "visible" proves little: what is merely acked is
		 * always offered, the hub knows its key if it has it. */
		bool acked = strcmp(row_text(&r, 4), "acked") == 0;
		int64_t seen = acked ? 0 : visible(o, row_text(&r, 1), row_text(&r, 2), row_int64(&r, 3));
		if (seen < 0 || (seen == 0 && box_run(box, SQL_OUTBOX_REOFFER, BIND(T(row_text(&r, 0)))) != 0))
			rc = -1;
		o->count += seen == 0;
	}
	return rows_close(&r) != 0 ? -1 : rc;
}

int
outbox_reoffer(struct outbox *box, const char *cache_path)
{
	struct offering o = { .count = 0 };
	int rc;

	if (sqlite3_open_v2(cache_path, &o.cache, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
		rc = box_say(box, "%s: %s", cache_path, sqlite3_errmsg(o.cache));
	} else {
		sqlite3_db_config(o.cache, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		rc = box_transact(box, reoffer_work, &o);
	}
	sqlite3_close(o.cache);
	return rc == 0 ? o.count : -1;
}

COLUMNS(counts, struct outbox_counts, COL(pending), COL(conflict), COL(refused), COL(acked))

int
outbox_counts(struct outbox *box, struct outbox_counts *out)
{
	memset(out, 0, sizeof *out);
	return box_fresh(box) == 0 && rows_one(box_rows(box, SQL_OUTBOX_COUNTS, NULL), counts, out) == 0 ? 0 : -1;
}
