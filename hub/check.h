/*
 * Does a row say what it may (model/refs.def)?  Looks records and terms up in
 * the authority, inside the importer's transaction, and remembers the answers.
 * Where a code or an id is wanted, the Chinese name is taken too and replaced:
 * 姚关 for 530521103, 热线反映 for HOTLINE.
 *
 * A record of the same kind may come later in the file (a task's parent), so
 * such references are kept and judged by check_end().
 */
#ifndef GUATU_HUB_CHECK_H
#define GUATU_HUB_CHECK_H

#include "hub/db.h"
#include "hub/row.h"

struct check;

struct check *check_new(struct hub_db *db, enum kind kind);      /* NULL: out of memory */
void          check_free(struct check *c);

/* Judges one row, replacing names by codes in `values`.  0; -1 refused; -2 the authority failed. */
int check_row(struct check *c, const struct row_map *map, const struct csv *csv, const char *id,
              struct cache_value *values, struct row_problem *problem);
/* Remembers that this row was taken; -1: the id is in the file twice; -2 out of memory.  `id` must stay valid. */
int check_taken(struct check *c, const char *id, long line, long *first_line);
/* The references kept for later that still name nothing, one at each call: 1, 0 no more, -2 failed. */
int check_end(struct check *c, struct row_problem *problem);

#endif
