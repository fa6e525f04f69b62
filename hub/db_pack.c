#include "hub/db_pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/db_in.h"
#include "hub/pack.sql.h"

static const char *
text(sqlite3_stmt *stmt, int column)
{
	const char *t = (const char *)sqlite3_column_text(stmt, column);

	return t != NULL ? t : "";
}

static void
fill(struct db_pack *p, sqlite3_stmt *stmt)
{
	*p = (struct db_pack){
		.n = sqlite3_column_int64(stmt, 1), .own = sqlite3_column_int(stmt, 3) != 0, .active = sqlite3_column_int(stmt, 4) != 0,
		.outside = sqlite3_column_int64(stmt, 5), .loaded = sqlite3_column_int64(stmt, 6),
	};
	snprintf(p->name, sizeof p->name, "%s", text(stmt, 0));
	snprintf(p->county, sizeof p->county, "%s", text(stmt, 2));
}

int
db_pack_get(struct hub_db *db, const char *name, struct db_pack *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_GET);
	int rc;

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, name);
	if ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		fill(out, stmt);
	else if (rc != SQLITE_DONE)
		hub_db_fail(db, "reading the packs");
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

int
db_pack_list(struct hub_db *db, int (*each)(void *ctx, const struct db_pack *pack), void *ctx)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_LIST);
	struct db_pack pack;
	int rc, stop = 0;

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, db->county);
	while (stop == 0 && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		fill(&pack, stmt);
		pack.rows = sqlite3_column_int64(stmt, 7);
		pack.heard = sqlite3_column_int64(stmt, 8);
		pack.changed = sqlite3_column_int64(stmt, 9);
		stop = each(ctx, &pack);
	}
	if (stop == 0 && rc != SQLITE_DONE)
		stop = hub_db_fail(db, "listing the packs");
	sqlite3_reset(stmt);
	return stop;
}

int
db_pack_put(struct hub_db *db, const struct db_pack *pack)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_PUT);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, pack->name);
	hub_db_bind(stmt, 2, pack->county);
	sqlite3_bind_int(stmt, 3, pack->own);
	sqlite3_bind_int64(stmt, 4, pack->outside);
	sqlite3_bind_int64(stmt, 5, pack->loaded);
	return hub_db_run(db, stmt, "noting a pack");
}

/* The pack's own record says whether it is on. */
int
db_pack_switch(struct hub_db *db, const char *name, bool on)
{
	const char *texts[] = { SQL_HUB_PACK_SWITCH, SQL_HUB_PACK_ACTIVE };

	for (size_t i = 0; i < 2; i++) {
		sqlite3_stmt *stmt = hub_db_stmt(db, texts[i]);
		if (stmt == NULL)
			return -1;
		hub_db_bind(stmt, 1, name);
		sqlite3_bind_int(stmt, 2, on);
		if (hub_db_run(db, stmt, "switching a pack") != 0)
			return -1;
	}
	return 0;
}

int
db_pack_publish(struct hub_db *db)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_NAMES);
	char names[2048];

	if (stmt == NULL)
		return -1;
	if (sqlite3_step(stmt) != SQLITE_ROW)
		return hub_db_fail(db, "reading the packs");
	snprintf(names, sizeof names, "%s", text(stmt, 0));
	sqlite3_reset(stmt);
	return hub_db_meta_set(db, "packs", names);
}

/* ---- what they brought ------------------------------------------------------------------- */

int
db_pack_record(struct hub_db *db, const struct db_pack_row *row)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_RECORD_PUT);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, row->kind);
	hub_db_bind(stmt, 2, row->id);
	hub_db_bind(stmt, 3, row->pack);
	hub_db_bind(stmt, 4, row->part_of);
	sqlite3_bind_int(stmt, 5, row->keeps);
	sqlite3_bind_int(stmt, 6, row->opened);
	if (row->rev != 0)
		sqlite3_bind_int64(stmt, 7, row->rev);
	hub_db_bind(stmt, 8, row->body);
	return hub_db_run(db, stmt, "noting what a pack brought");
}

static int
run_for(struct hub_db *db, const char *sql, const char *name)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, sql);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, name);
	return hub_db_run(db, stmt, "noting what a pack brings no more");
}

int
db_pack_drop_all(struct hub_db *db, const char *name)
{
	return run_for(db, SQL_HUB_PACK_DROP_ALL, name);
}

int
db_pack_forget(struct hub_db *db, const char *name)
{
	return run_for(db, SQL_HUB_PACK_FORGET, name);
}

static int
add_id(struct db_pack_ids *ids, const char *kind, const char *id)
{
	if (ids->count == ids->room) {
		int room = ids->room == 0 ? 1024 : 2 * ids->room;
		void *more = realloc(ids->at, (size_t)room * sizeof *ids->at);
		if (more == NULL)
			return -1;
		ids->at = more;
		ids->room = room;
	}
	ids->at[ids->count].kind = record_kind_find(kind);
	ids->at[ids->count].id = strdup(id);
	return ids->at[ids->count++].id != NULL ? 0 : -1;
}

int
db_pack_touched(struct hub_db *db, const char *name, struct db_pack_ids *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_TOUCHED);
	int rc;

	*out = (struct db_pack_ids){ .count = 0 };
	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, name);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (add_id(out, text(stmt, 0), text(stmt, 1)) != 0)
			break;
	if (rc != SQLITE_DONE)
		hub_db_fail(db, "looking at what a pack brought");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : -1;
}

void
db_pack_ids_clear(struct db_pack_ids *ids)
{
	for (int i = 0; i < ids->count; i++)
		free(ids->at[i].id);
	free(ids->at);
	*ids = (struct db_pack_ids){ .count = 0 };
}

/* ---- who is heard --------------------------------------------------------------------------- */

int
db_pack_says(struct hub_db *db, enum kind kind, const char *id, struct db_pack_says *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_SAYS);
	int rc;

	*out = (struct db_pack_says){ .any = false };
	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, record_kinds[kind].name);
	hub_db_bind(stmt, 2, id);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		if (sqlite3_column_type(stmt, 1) != SQLITE_NULL) {
			out->any = true;
			out->rev = sqlite3_column_int64(stmt, 1);
		}
		if (out->pack == NULL && sqlite3_column_int(stmt, 3)) {
			out->pack = strdup(text(stmt, 0));
			out->body = strdup(text(stmt, 2));
		}
	}
	if (rc != SQLITE_DONE)
		hub_db_fail(db, "looking for what packs say");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : -1;
}

void
db_pack_says_clear(struct db_pack_says *says)
{
	free(says->pack);
	free(says->body);
	*says = (struct db_pack_says){ .any = false };
}

int
db_pack_heard(struct hub_db *db, enum kind kind, const char *id, const char *pack, int64_t rev)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_HEARD);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, record_kinds[kind].name);
	hub_db_bind(stmt, 2, id);
	hub_db_bind(stmt, 3, pack != NULL ? pack : "");
	sqlite3_bind_int64(stmt, 4, rev);
	return hub_db_run(db, stmt, "noting which pack is heard");
}

long
db_pack_take_opened(struct hub_db *db, const char *name)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PACK_OPENED);
	long taken = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, name);
	hub_db_bind(stmt, 2, db->county);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct db_pack_row row = { .pack = name, .kind = text(stmt, 0), .id = text(stmt, 1), .opened = true,
		                           .rev = sqlite3_column_int64(stmt, 2), .body = text(stmt, 3) };
		if (db_pack_record(db, &row) != 0)
			break;
		taken++;
	}
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		hub_db_fail(db, "looking for what was opened for a pack");
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? taken : -1;
}
