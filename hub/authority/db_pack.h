/*
 * The packs in the authority (hub/policy/packs.h says what for): which there are, what
 * each brought, who is heard.  0 or -1 with hub_db_error() unless said.
 */
#pragma once

#include "hub/authority/db.h"

struct db_pack {
	char    name[128], county[16];
	int64_t n, outside, loaded;             /* outside: rows that stayed out; loaded: when */
	bool    own, active;                    /* own: its county half is what the county rests on */
	int64_t rows, heard, changed;           /* only from db_pack_list() */
};

/* 1 there is, 0 not, -1. */
int db_pack_get(struct hub_db *db, const char *name, struct db_pack *out);
int db_pack_list(struct hub_db *db, int (*each)(void *ctx, const struct db_pack *pack), void *ctx);
/* A new one stands behind all others and is on; one that is there keeps its place. */
int db_pack_put(struct hub_db *db, const struct db_pack *pack);
int db_pack_switch(struct hub_db *db, const char *name, bool on);
/* Names of those that are on, as hello says them (meta `packs`). */
int db_pack_publish(struct hub_db *db);

struct db_pack_row {
	const char *pack, *kind, *id, *part_of; /* part_of may be NULL */
	bool        keeps, opened;
	int64_t     rev;                        /* 0: not heard (a row that is there keeps its own) */
	const char *body;
};
int db_pack_record(struct hub_db *db, const struct db_pack_row *row);
int db_pack_drop_all(struct hub_db *db, const char *name);      /* before its rows are put anew */
int db_pack_forget(struct hub_db *db, const char *name);        /* those not put, once nobody hears them */

/* Ids of records, to walk while writing. */
struct db_pack_ids { int count; struct db_pack_id { int kind; char *id; } *at; };
int  db_pack_touched(struct hub_db *db, const char *name, struct db_pack_ids *out);
void db_pack_ids_clear(struct db_pack_ids *ids);

/* What there is to hear about one record. */
struct db_pack_says {
	bool    any;                            /* a pack is heard: `rev` is the record's revision then */
	int64_t rev;
	char   *pack, *body;                    /* who should be heard; NULL nobody.  Free with db_pack_says_clear() */
};
int  db_pack_says(struct hub_db *db, enum kind kind, const char *id, struct db_pack_says *out);
void db_pack_says_clear(struct db_pack_says *says);
/* From now on `pack` is heard (NULL: none), the record standing at `rev`. */
int  db_pack_heard(struct hub_db *db, enum kind kind, const char *id, const char *pack, int64_t rev);
/* What the hub opened for the pack's own duties and nobody has touched becomes the pack's; how many, -1. */
long db_pack_take_opened(struct hub_db *db, const char *name);
