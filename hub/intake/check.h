/*
 * Does a row say what it may (model/flow/refs.def)?  Looks records and terms up in
 * the authority, inside the importer's transaction, and remembers the answers.
 * Where a code or an id is wanted, the Chinese name is taken too and replaced:
 * 姚关 for 530521103, 热线反映 for HOTLINE.
 *
 * What a row names may come later, or stand in a row that is refused itself:
 * such a fault is kept with what it waits for (hub/intake/faults.h).  What rows say
 * about each other otherwise is hub/policy/rules.sql.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/intake/row.h"

struct check;

struct check *check_new(struct hub_db *db, enum kind kind);      /* NULL: out of memory */
void          check_free(struct check *c);
/* The lines of the rows taken, by their ids: the caller's from now on. */
struct ids   *check_give_ids(struct check *c);

/* Judges one row, replacing names by codes in `values`; a cell that may not say what it says is left absent and its
 * fault added.  0; 1 some cells were bad; -1 the row must not be kept, its id being an identity number; -2 the
 * authority failed. */
int check_row(struct check *c, const struct row_map *map, const struct row_cells *row, const char *id,
              struct cache_value *values, struct faults *faults);
/* What can be and is most likely wrong with a row that changed something: taken, and noted.  0; -2 the authority
 * failed. */
int check_doubts(struct check *c, const struct row_map *map, const struct row_cells *row, const char *id,
                 struct cache_value *values, struct faults *faults);
/* Remembers that this row was taken: 0; -1 the id is in the file twice; -2 no memory or room on the disk for that.
 * `new`: no record has had the id yet, so that no row of the file has. */
int check_taken(struct check *c, const struct row_map *map, const char *id, long line, bool new,
                struct faults *faults);
