#include "hub/authority/db_undo.h"

#include "hub/authority/db_in.h"
#include "hub/authority/undo.sql.h"
#include "model/text/language.h"

enum { PIECE = 65536 };

int
hub_db_remember(struct hub_db *db, const char *batch)
{
	if (db->fresh.ids == NULL && (db->fresh.ids = malloc(PIECE)) == NULL) {
		snprintf(db->error, sizeof db->error, _("out of memory"));
		return -1;
	}
	db->fresh.len = 0;
	snprintf(db->batch, sizeof db->batch, "%s", batch);
	return 0;
}

void
db_undo_end(struct hub_db *db)
{
	db->saying = false;
	db->batch[0] = '\0';
	db->fresh.len = 0;
}

int
db_undo_flush(struct hub_db *db)
{
	int rc = 0;

	if (db->fresh.len > 0 && *db->batch != '\0') {
		db->fresh.ids[db->fresh.len - 1] = '\0';
		rc = hub_db_do(db, SQL_UNDO_NEW, "remembering what is new",
		               BIND(T(db->batch), T(record_kinds[db->fresh.kind].name), T(db->fresh.ids)));
	}
	db->fresh.len = 0;
	return rc;
}

static int
note_new(struct hub_db *db, enum kind kind, const char *id)
{
	size_t n = strlen(id);

	if (db->fresh.len > 0 && (db->fresh.kind != kind || db->fresh.len + n + 1 > PIECE) && db_undo_flush(db) != 0)
		return -1;
	db->fresh.kind = kind;
	memcpy(db->fresh.ids + db->fresh.len, id, n);
	db->fresh.len += n + 1;
	db->fresh.ids[db->fresh.len - 1] = '\n';
	return 0;
}

int
db_undo_note(struct hub_db *db, enum kind kind, const char *id, const struct hub_record *old, int64_t rev)
{
	if (*db->batch == '\0' || kind == KIND_EVENT || kind == KIND_BATCH)
		return 0;
	if (old == NULL)
		return note_new(db, kind, id);
	return hub_db_do(db, SQL_UNDO_ROW, "remembering what was there",
	                 BIND(T(db->batch), T(record_kinds[kind].name), T(id), I(rev), I(old->rev), T(old->body)));
}

bool
db_undo_old(struct hub_db *db, int64_t before)
{
	return rows_number(hub_db_rows(db, SQL_UNDO_OLD, "looking for old batches", BIND(T(db->county), I(before))),
	                   0) == 1;
}

int
db_undo_purge(struct hub_db *db, int64_t before)
{
	const struct bind old[] = { T(db->county), I(before), { BIND_END, NULL, 0 } };

	return hub_db_do(db, SQL_UNDO_FORGET, "forgetting what was before", old) != 0 ||
	       hub_db_do(db, SQL_UNDO_FORGET_NEW, "forgetting what was new", old) != 0 ? -1 : 0;
}

/* ---- what is said ------------------------------------------------------------- */

int
db_undo_saying(struct hub_db *db)
{
	if (sqlite3_exec(db->sql, SQL_UNDO_SAYING, NULL, NULL, NULL) != SQLITE_OK)
		return hub_db_fail(db, "noting what a batch says");
	db->saying = true;
	return 0;
}

int
hub_db_said(struct hub_db *db, enum kind kind, const char *id)
{
	if (!db->saying)
		return 0;
	return hub_db_do(db, SQL_UNDO_SAY, "noting what a batch says", BIND(T(record_kinds[kind].name), T(id)));
}

int
db_undo_said(struct hub_db *db, enum kind kind, const char *id)
{
	return (int)rows_number(hub_db_rows(db, SQL_UNDO_SAID, "asking what a batch says",
	                                    BIND(T(record_kinds[kind].name), T(id))), -1);
}

/* ---- taking back ------------------------------------------------------------- */

static int
each_new(struct hub_db *db, const char *batch, int (*each)(void *, const struct db_undo *), void *ctx)
{
	struct rows r = hub_db_rows(db, SQL_UNDO_PIECES, "reading what is new", BIND(T(batch)));
	int stop = 0;

	while (stop == 0 && rows_next(&r)) {
		struct db_undo u = { .kind = (enum kind)record_kind_find(row_text(&r, 0)) };
		char id[HUB_ID_MAX + 1];
		const char *ids = row_text(&r, 1);
		for (size_t n; stop == 0 && *ids != '\0'; ids += n + (ids[n] == '\n')) {
			n = strcspn(ids, "\n");
			snprintf(id, sizeof id, "%.*s", (int)n, ids);
			u.id = id;
			u.rev = rows_number(hub_db_rows(db, SQL_UNDO_ROW_ONE, "reading what was there",
			                                BIND(T(batch), T(record_kinds[u.kind].name), T(id))), 1);
			stop = each(ctx, &u);
		}
	}
	return rows_close(&r) != 0 ? -1 : stop;
}

int
db_undo_each(struct hub_db *db, const char *batch, int (*each)(void *, const struct db_undo *), void *ctx)
{
	int stop = db_undo_flush(db) != 0 ? -1 : each_new(db, batch, each, ctx);
	struct rows r;

	if (stop != 0)
		return stop;
	r = hub_db_rows(db, SQL_UNDO_ROWS, "reading what was there", BIND(T(batch)));
	while (stop == 0 && rows_next(&r)) {
		struct db_undo u = { .kind = (enum kind)record_kind_find(row_text(&r, 0)), .id = row_text(&r, 1),
			.rev = row_int64(&r, 2), .was_rev = row_int64(&r, 3),
			.was = row_or_none(&r, 4) == INT64_MIN ? NULL : row_text(&r, 4) };
		stop = each(ctx, &u);
	}
	return rows_close(&r) != 0 ? -1 : stop;
}

int
db_undo_same(struct hub_db *db, const struct db_undo *u, int64_t rev)
{
	while (rev > u->rev)
		if ((rev = rows_number(hub_db_rows(db, SQL_UNDO_SAME, "following a batch taken back",
		                                   BIND(T(record_kinds[u->kind].name), T(u->id), I(rev))), -2)) < 0)
			return rev == -2 ? 0 : -1;
	return rev == u->rev;
}

int
db_undo_later(struct hub_db *db, const struct db_undo *u, char batch[HUB_ID_MAX + 1])
{
	int rc = rows_text(hub_db_rows(db, SQL_UNDO_LATER, "looking who wrote it since",
	                               BIND(T(record_kinds[u->kind].name), T(u->id), I(u->rev))),
	                   batch, HUB_ID_MAX + 1);

	return rc < 0 ? -1 : rc;
}

int
db_undo_one(struct hub_db *db, const char *batch, const struct db_undo *u, int64_t at, const char *by)
{
	const char *kind = record_kinds[u->kind].name;
	int64_t rev = 0;

	if (u->was != NULL ? hub_db_put(db, u->kind, u->id, u->was, at, by, &rev) < 0
	                   : hub_db_gone(db, u->kind, u->id, UNDONE, at, by) < 0)
		return -1;
	if (hub_db_do(db, SQL_UNDO_MARK, "noting what was taken back", BIND(T(batch), T(kind), T(u->id), I(rev))) != 0)
		return -1;
	return u->was == NULL ? 0 : hub_db_do(db, SQL_UNDO_HEARD, "noting which pack is heard",
	                                      BIND(T(kind), T(u->id), I(u->was_rev), I(rev)));
}

int
db_undo_again(struct hub_db *db, const char *batch)
{
	return hub_db_do(db, SQL_UNDO_UNMARK, "noting that a batch stands again", BIND(T(batch)));
}
