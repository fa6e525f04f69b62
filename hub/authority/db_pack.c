#include "hub/authority/db_pack.h"

#include "hub/authority/db_in.h"
#include "hub/authority/pack.sql.h"
#include "model/records/grow.h"

#define PACK_COLS COL(name), COL(n), COL(county), COL(own), COL(active), COL(outside), COL(loaded)
COLUMNS(one, struct db_pack, PACK_COLS)
COLUMNS(listed, struct db_pack, PACK_COLS, COL(rows), COL(heard), COL(changed))

int
db_pack_get(struct hub_db *db, const char *name, struct db_pack *out)
{
	int rc;

	*out = (struct db_pack){ .name = "" };
	rc = rows_one(hub_db_rows(db, SQL_HUB_PACK_GET, "reading the packs", BIND(T(name))), one, out);
	return rc < 0 ? -1 : rc == 0;
}

int
db_pack_list(struct hub_db *db, int (*each)(void *ctx, const struct db_pack *pack), void *ctx)
{
	struct rows r = hub_db_rows(db, SQL_HUB_PACK_LIST, "listing the packs", BIND(T(db->county)));
	struct db_pack pack = { .name = "" };
	int stop = 0;

	while (stop == 0 && rows_next(&r)) {
		row_fill(&r, listed, &pack);
		stop = each(ctx, &pack);
	}
	return rows_close(&r) != 0 ? -1 : stop;
}

int
db_pack_put(struct hub_db *db, const struct db_pack *pack)
{
	return hub_db_do(db, SQL_HUB_PACK_PUT, "noting a pack",
	               BIND(T(pack->name), T(pack->county), I(pack->own), I(pack->outside), I(pack->loaded)));
}

/* The pack's own record says whether it is on. */
int
db_pack_switch(struct hub_db *db, const char *name, bool on)
{
	return hub_db_do(db, SQL_HUB_PACK_SWITCH, "switching a pack", BIND(T(name), I(on))) != 0 ? -1
	     : hub_db_do(db, SQL_HUB_PACK_ACTIVE, "switching a pack", BIND(T(name), I(on)));
}

int
db_pack_publish(struct hub_db *db)
{
	char names[2048];

	if (rows_text(hub_db_rows(db, SQL_HUB_PACK_NAMES, "reading the packs", NULL), names, sizeof names) != 0)
		return -1;
	return hub_db_meta_set(db, "packs", names);
}

/* ---- what they brought ------------------------------------------------------------------- */

int
db_pack_record(struct hub_db *db, const struct db_pack_row *row)
{
	return hub_db_do(db, SQL_HUB_PACK_RECORD_PUT, "noting what a pack brought",
	               BIND(T(row->kind), T(row->id), T(row->pack), T(row->part_of), I(row->keeps), I(row->opened),
	                    SAID(row->rev != 0 ? row->rev : -1), T(row->body)));
}

int
db_pack_drop_all(struct hub_db *db, const char *name)
{
	return hub_db_do(db, SQL_HUB_PACK_DROP_ALL, "noting what a pack brings no more", BIND(T(name)));
}

int
db_pack_forget(struct hub_db *db, const char *name)
{
	return hub_db_do(db, SQL_HUB_PACK_FORGET, "noting what a pack brings no more", BIND(T(name)));
}

COLUMNS(touched, struct db_pack_id, COL_SKIP, COL(id))

int
db_pack_touched(struct hub_db *db, const char *name, struct db_pack_ids *out)
{
	struct rows r = hub_db_rows(db, SQL_HUB_PACK_TOUCHED, "looking at what a pack brought", BIND(T(name)));

	*out = (struct db_pack_ids){ .count = 0 };
	while (rows_next(&r)) {
		struct db_pack_id *id = GROW(out->at, out->count);
		row_fill(&r, touched, id);
		id->kind = record_kind_find(row_text(&r, 0));
	}
	return rows_close(&r);
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

COLUMNS(says, struct db_pack_says, COL(pack), COL_SKIP, COL(body))

int
db_pack_says(struct hub_db *db, enum kind kind, const char *id, struct db_pack_says *out)
{
	struct rows r = hub_db_rows(db, SQL_HUB_PACK_SAYS, "looking for what packs say",
	                            BIND(T(record_kinds[kind].name), T(id)));

	*out = (struct db_pack_says){ .any = false };
	while (rows_next(&r)) {
		if (row_or_none(&r, 1) != INT64_MIN) {
			out->any = true;
			out->rev = row_int64(&r, 1);
		}
		if (out->pack == NULL && row_int(&r, 3))
			row_fill(&r, says, out);
	}
	return rows_close(&r);
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
	return hub_db_do(db, SQL_HUB_PACK_HEARD, "noting which pack is heard",
	               BIND(T(record_kinds[kind].name), T(id), T(pack != NULL ? pack : ""), I(rev)));
}

COLUMNS(opened, struct db_pack_row, COL(kind), COL(id), COL(rev), COL(body))

long
db_pack_take_opened(struct hub_db *db, const char *name)
{
	struct rows r = hub_db_rows(db, SQL_HUB_PACK_OPENED, "looking for what was opened for a pack",
	                            BIND(T(name), T(db->county)));
	struct db_pack_row row = { .pack = name, .opened = true };
	long taken = 0;
	int rc = 0;

	while (rc == 0 && rows_next(&r)) {
		row_fill(&r, opened, &row);
		rc = db_pack_record(db, &row);
		taken += rc == 0;
	}
	return rows_close(&r) != 0 || rc != 0 ? -1 : taken;
}
