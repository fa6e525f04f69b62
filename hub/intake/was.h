/*
 * What the record of a row said before the row came.  A file changes only what
 * it names: fields of columns it lacks keep their value, members of an object
 * written one a column likewise.  Only a record that is not there yet needs
 * all that its kind asks for.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/intake/row.h"

struct was {
	bool               any;          /* there is such a record */
	bool               never;        /* nor was there ever one */
	bool               read;
	enum kind          kind;
	struct row_text    body;         /* as stored */
	cJSON             *json;
	struct cache_value values[ROW_FIELDS_MAX];
	struct row_text    object;       /* of both, where they were put together */
};

/* 1 there is one, 0, -2. */
int  was_read(struct was *w, struct hub_db *db, enum kind kind, const char *id);
void was_clear(struct was *w);
/* Its values, read when first asked for; NULL when what is stored is damaged. */
const struct cache_value *was_values(struct was *w);
/* Gives `values` what the file does not say.  Of a new record what is needed and has no column is a fault.
 * 0; 1 faults; -2 damaged or no memory. */
int  was_keep(struct was *w, const struct row_map *map, const struct row_cells *row, const char *id,
              struct cache_value *values, struct faults *faults);
