#include "hub/authority/db.h"

#include <cjson/cJSON.h>

#include "hub/authority/db.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "hub/authority/member.h"
#include "model/text/language.h"

static const char *
text_or_null(sqlite3_stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(stmt, column);
}

/* Columns in the order every reading statement of db.sql has. */
static void
fill(struct hub_record *r, sqlite3_stmt *stmt)
{
	const char *kind = text_or_null(stmt, 0);

	*r = (struct hub_record){
		.kind = (enum kind)record_kind_find(kind != NULL ? kind : ""), .id = text_or_null(stmt, 1),
		.rev = sqlite3_column_int64(stmt, 2), .seq = sqlite3_column_int64(stmt, 3),
		.at = sqlite3_column_int64(stmt, 4), .by = text_or_null(stmt, 5),
		.division = text_or_null(stmt, 6), .former = text_or_null(stmt, 7),
		.gone = text_or_null(stmt, 8), .body = text_or_null(stmt, 9),
		.body_len = (size_t)sqlite3_column_bytes(stmt, 9), .via = text_or_null(stmt, 10),
	};
}

int
hub_db_get(struct hub_db *db, enum kind kind, const char *id, struct hub_record *out)
{
	struct rows r = hub_db_rows(db, SQL_HUB_RECORD_GET, "reading a record",
	                            BIND(T(db->county), T(record_kinds[kind].name), T(id)));

	if (!rows_next(&r))
		return rows_close(&r);
	fill(out, r.stmt);             /* text is good until the next call: not closed */
	return 1;
}

/* ---- writing ------------------------------------------------------------ */

static int
read_scope(struct hub_db *db, enum kind kind, const char *body, struct db_scope *out)
{
	char wanted[128];
	cJSON *json;
	int rc = -1;

	snprintf(wanted, sizeof wanted, "%s object_kind", record_kinds[kind].by);
	if ((json = member_some(body, wanted)) == NULL)
		json = cJSON_Parse(body);
	if (cJSON_IsObject(json))
		rc = db_scope_of(db, kind, json, out);
	else
		snprintf(db->error, sizeof db->error, _("%s: the body is not a JSON object"), record_kinds[kind].name);
	cJSON_Delete(json);
	return rc;
}

static int
insert(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by,
       int64_t rev, const struct db_scope *scope, const char *former)
{
	int64_t seq = hub_db_seq(db);
	sqlite3_stmt *stmt;

	if (seq < 0 || (stmt = hub_db_stmt(db, SQL_HUB_RECORD_PUT)) == NULL)
		return -1;
	db->lent |= *scope->via != '\0';
	hub_db_bind(stmt, 1, db->county);
	hub_db_bind(stmt, 2, record_kinds[kind].name);
	hub_db_bind(stmt, 3, id);
	sqlite3_bind_int64(stmt, 4, rev);
	sqlite3_bind_int64(stmt, 5, seq);
	sqlite3_bind_int64(stmt, 6, at);
	hub_db_bind(stmt, 7, by);
	hub_db_bind(stmt, 8, *scope->place != '\0' ? scope->place : NULL);
	hub_db_bind(stmt, 9, former);
	hub_db_bind(stmt, 10, *scope->via != '\0' ? scope->via : NULL);
	hub_db_bind(stmt, 11, body);
	return hub_db_run(db, stmt, "writing a record");
}

/* Over `old`, NULL: there is none. */
static int
put_over(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by,
         const struct hub_record *old, int64_t rev)
{
	struct db_scope scope;
	char *former = NULL;
	bool moved;
	int rc;

	if (*id == '\0' || strlen(id) > HUB_ID_MAX) {
		snprintf(db->error, sizeof db->error, _("%s: an id has 1 to %d bytes"), record_kinds[kind].name,
		         HUB_ID_MAX);
		return -1;
	}
	if (read_scope(db, kind, body, &scope) != 0 || db_undo_note(db, kind, id, old, rev) != 0)
		return -1;
	if (old != NULL)
		former = db_scope_former(old->division, old->former, scope.place);
	if (old == NULL || old->gone != NULL)
		db->added++;
	/* What everybody reads may lend the division it names, which is not its own place. */
	moved = old == NULL || record_kinds[kind].scope == SCOPED_COMMON ||
	        strcmp(scope.place, old->division != NULL ? old->division : "") != 0;
	rc = insert(db, kind, id, body, at, by, rev, &scope, former);
	free(former);
	if (rc == 0 && moved)
		rc = db_scope_follow(db, kind, id);
	return rc == 0 ? 1 : -1;
}

int
hub_db_put(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by,
           int64_t *rev)
{
	struct hub_record old;
	int found = hub_db_get(db, kind, id, &old);
	int64_t next = found == 1 ? old.rev + 1 : 1;
	bool same = found == 1 && old.body != NULL && strcmp(old.body, body) == 0;

	if (found < 0 || (db->saying && hub_db_said(db, kind, id) != 0))
		return -1;
	if (rev != NULL)
		*rev = same ? old.rev : next;
	return same ? 0 : put_over(db, kind, id, body, at, by, found == 1 ? &old : NULL, next);
}

int
hub_db_add(struct hub_db *db, enum kind kind, const char *id, const char *body, int64_t at, const char *by)
{
	return hub_db_said(db, kind, id) != 0 ? -1 : put_over(db, kind, id, body, at, by, NULL, 1);
}

int
hub_db_gone(struct hub_db *db, enum kind kind, const char *id, const char *why, int64_t at, const char *by)
{
	struct hub_record old;
	int64_t seq;
	int found = hub_db_get(db, kind, id, &old);

	if (found < 0)
		return -1;
	if (found == 0 || old.gone != NULL)
		return 0;
	if (db_undo_note(db, kind, id, &old, old.rev + 1) != 0 || (seq = hub_db_seq(db)) < 0 ||
	    hub_db_do(db, SQL_HUB_RECORD_GONE, "leaving a tombstone",
	              BIND(T(db->county), T(record_kinds[kind].name), T(id), I(seq), I(at), T(by), T(why))) != 0)
		return -1;
	db->added--;
	return 1;
}

/* 1 used, 0 free, -1 failed; the id is left in out. */
static int
id_used(struct hub_db *db, enum kind kind, int year, long n, char out[32])
{
	struct hub_record r;

	snprintf(out, 32, "%04d-%04ld", year % 10000, n);
	return hub_db_get(db, kind, out, &r);
}

/* Gallops to a free number and halves back to one whose predecessor is taken: a few look-ups
 * even among a million, and no counter that an import could leave behind. */
int
hub_db_next_id(struct hub_db *db, enum kind kind, int year, char out[32])
{
	long used = 0, free_one = 1;
	int rc;

	while ((rc = id_used(db, kind, year, free_one, out)) == 1) {
		used = free_one;
		free_one *= 2;
	}
	while (rc >= 0 && free_one - used > 1) {
		long middle = used + (free_one - used) / 2;
		if ((rc = id_used(db, kind, year, middle, out)) == 1)
			used = middle;
		else
			free_one = middle;
	}
	return rc < 0 || id_used(db, kind, year, free_one, out) < 0 ? -1 : 0;
}

/* ---- walking ------------------------------------------------------------ */

static int
each_row(struct rows rows, int (*each)(void *, const struct hub_record *), void *ctx, int *taken)
{
	struct hub_record r;
	int stop = 0;

	*taken = 0;
	while (stop == 0 && rows_next(&rows)) {
		fill(&r, rows.stmt);
		if ((stop = each(ctx, &r)) == 0)
			++*taken;
	}
	return rows_close(&rows) != 0 ? -1 : stop;
}

int
hub_db_each(struct hub_db *db, enum kind kind, int (*each)(void *, const struct hub_record *), void *ctx)
{
	struct rows r = hub_db_rows(db, SQL_HUB_EACH, "reading records",
	                            BIND(T(db->county), T(record_kinds[kind].name)));
	int taken;

	return each_row(r, each, ctx, &taken);
}

int
hub_db_history(struct hub_db *db, enum kind kind, const char *id, int (*each)(void *, const struct hub_record *),
               void *ctx)
{
	char object[HUB_ID_MAX + 64];
	int taken;

	snprintf(object, sizeof object, "%s/%s", record_kinds[kind].name, id);
	return each_row(hub_db_rows(db, SQL_HUB_HISTORY, "reading records", BIND(T(db->county), T(object))), each, ctx,
	                &taken);
}

/* The rows and the head they belong to, in one read transaction. */
static int
walk(struct hub_db *db, struct rows rows, int (*each)(void *, const struct hub_record *), void *ctx, int64_t *head)
{
	int taken, rc;

	if (rows.stmt == NULL)
		return -1;
	if (sqlite3_exec(db->sql, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		return hub_db_fail(db, "beginning to read");
	*head = hub_db_head(db);
	rc = *head < 0 ? -1 : each_row(rows, each, ctx, &taken);
	sqlite3_exec(db->sql, "COMMIT", NULL, NULL, NULL);
	return rc < 0 ? -1 : taken;
}

static const char *
place_kind(const struct hub_db_place *place)
{
	return place->kind < 0 ? "" : record_kinds[place->kind].name;
}

int
hub_db_walk_id(struct hub_db *db, const struct hub_db_place *after, int limit,
               int (*each)(void *, const struct hub_record *), void *ctx, int64_t *head)
{
	return walk(db, hub_db_rows(db, SQL_HUB_WALK_ID, "reading records", BIND(T(db->county), T(place_kind(after)),
	            T(after->kind < 0 ? "" : after->id), I(limit))), each, ctx, head);
}

int
hub_db_walk_seq(struct hub_db *db, const struct hub_db_place *after, int limit,
                int (*each)(void *, const struct hub_record *), void *ctx, int64_t *head)
{
	/* No place inside the seq: everything of it has been seen.  "~" sorts after every kind's name. */
	const char *kind = after->kind < 0 ? "~" : record_kinds[after->kind].name;

	return walk(db, hub_db_rows(db, SQL_HUB_WALK_SEQ, "reading records", BIND(T(db->county), I(after->seq), T(kind),
	            T(after->kind < 0 ? "" : after->id), I(limit))), each, ctx, head);
}
