/*
 * One CSV file into the authority.  Every bad row is said as
 * `FILE:line:cell (列名): reason, what is allowed`; cells are counted from 1,
 * 0 is the whole row.
 */
#ifndef GUATU_HUB_IMPORT_H
#define GUATU_HUB_IMPORT_H

#include <stdio.h>

#include "hub/db.h"

struct import {
	FILE       *errors;          /* where bad rows are said */
	int64_t     at;              /* when, epoch seconds */
	const char *by;              /* who */
	bool        skip_bad;        /* take the good rows of a file that has bad ones */
	bool        keep_old;        /* leave records alone that are there already */
	struct opener *opener;       /* opens the duties that rows call for; NULL: nothing is opened */
	const char *batch;           /* the hand-over the rows come with, stamped on those that are new or other; NULL none */
	const char *origin;          /* where it comes from, for rows that do not say it */
	const char *called;          /* what messages call the file; NULL: its path */
	int         ahead;           /* lines the file has that what came has not (a header made for JSON) */
	/* What came of it. */
	long        rows, written, same, bad, added;
	char        period[12];      /* the one period all rows are about; "" none, or several ("-") */
	const char *encoding;
};

/* Inside the caller's transaction, which must be rolled back unless this is 0.
 * -1: bad rows or a bad file, said; -2: the authority failed, hub_db_error(). */
int import_file(struct hub_db *db, enum kind kind, const char *path, struct import *how);
/* When every file of a pack is in: what its rows say about others (hub/whole.h).  The same answers. */
int import_whole(struct hub_db *db, enum kind kind, const char *path, struct import *how);
/* One file, both ways, with a transaction of its own: all of the file or, with skip_bad, all of its good rows. */
int import_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how);

#endif
