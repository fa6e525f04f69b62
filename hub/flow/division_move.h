/*
 * A place is given up and another takes its code's place: what is still open there goes to the other, each with an
 * event that says so; what is done and counted stays where it happened, and is found through the successor.
 */
#pragma once

#include "hub/authority/db.h"

struct division_move {
	const char *from, *to;       /* codes */
	const char *who;
	int64_t     at;
	/* What came of it. */
	long        moved[KIND_COUNT];
	char        why[300];
	void      (*tell)(void *ctx, enum kind kind, const char *id, const char *title);      /* NULL: nobody */
	void       *ctx;
};

/* In the caller's transaction: 0; -1 `why`; -2 hub_db_error(). */
int division_move(struct hub_db *db, struct division_move *m);
