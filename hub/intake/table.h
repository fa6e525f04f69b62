/*
 * Records of one kind as a CSV table, in the form the importer reads: what a
 * pack is made of and what is handed over to another department.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/intake/row.h"

/* Which records, by their values in the order of the fields; NULL: all. */
typedef bool table_keep(void *ctx, const struct cache_value *values);

struct table {
	enum kind   kind;
	table_keep *keep;
	void       *ctx;
	/* Filled in. */
	bool        used[ROW_FIELDS_MAX];
	long        rows;
	const char *trouble;              /* why a -1; NULL: hub_db_error() */
	/* Inside. */
	FILE           *fp;
	struct row_text line;
};

/* How many rows it would have, and which columns are used: 0, -1. */
int table_look(struct hub_db *db, struct table *t);
/* Writes the header and the rows, after table_look(): 0, -1. */
int table_write(struct hub_db *db, struct table *t, FILE *fp);
void table_clear(struct table *t);
