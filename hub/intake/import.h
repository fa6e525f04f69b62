/*
 * Files of records, CSV or workbooks, into the authority.  A cell that cannot be read is put as absent and its fault
 * remembered; when all files are in, the rules across rows (hub/policy/rules.sql) are asked, and every fault is said
 * once (hub/intake/faults.h).
 */
#pragma once

#include "hub/flow/duty_opener.h"
#include "hub/intake/difference.h"
#include "hub/intake/faults.h"

struct batch;
enum { IMPORT_FILLS = 8 };

/* What each row says in a column the file lacks. */
struct import_fill { int field; char text[160]; };

struct import {
	FILE       *errors;          /* where bad rows are said */
	int64_t     at;              /* when, epoch seconds */
	int64_t     came;            /* when what is taken now came, where that was before; 0: now */
	const char *by;              /* who */
	bool        skip_bad;        /* take the good rows of a file that has bad ones */
	bool        keep_old;        /* leave records alone that are there already */
	struct duty_opener *opener;       /* opens the duties that rows call for; NULL: nothing is opened */
	const char *batch;     /* the hand-over the rows come with, stamped on those that are new or other; NULL none */
	const char *origin;          /* where it comes from, for rows that do not say it */
	const char *called;          /* what messages call the file; NULL: its path */
	struct batch *as;            /* import_alone(): the batch it is, by hand (hub/intake/batch.h); NULL none */
	FILE       *dry;             /* import_alone(): where to say what would change, and nothing does; NULL none */
	const struct row_members *json;      /* the file was made from JSON; NULL it was not */
	bool        made;            /* it is a held one, which was read before: its marks are the hub's own */
	const char *sheet;           /* of a workbook; NULL: the one whose head fits best */
	struct import_fill *fill;    /* up to IMPORT_FILLS */
	int         fills;
	/* What came of it. */
	long        rows, written, same, bad, added;
	size_t      noted;           /* notes said */
	char        period[12];      /* the one period all rows are about; "" none, or several ("-") */
	const char *encoding;
	struct opened opened;        /* import_alone() of a batch by hand: what its rows call for today */
	struct change_teller tell;
	struct faults faults;        /* import_end() says and clears them */
};

/* Puts the rows, inside the caller's transaction: 0, whatever is wrong with them; -2 hub_db_error(). */
int import_file(struct hub_db *db, enum kind kind, const char *path, struct import *how);
/* When all files are in, always (`rc`: what the last import_file() returned): judges them and says every fault.  The
 * transaction must be rolled back unless this is 0.  -1: faults, said, in how->bad rows; -2: hub_db_error(). */
int import_end(struct hub_db *db, struct import *how, int rc);
/* One file, with a transaction of its own: all of the file or, with skip_bad, all of its good rows. */
int import_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how);
