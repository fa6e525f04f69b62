/*
 * Several packs side by side in one county's hub, each of which can be
 * switched off.  The hub remembers what every pack says about every record;
 * of two that say something about one, the earlier loaded that is on is heard.
 * Rows of a ledger (its stages and columns), of a checklist and of a param's
 * key are heard from one pack only, so that no book is made of two plans.
 *
 * Switching a pack off takes its records back, as tombstones in the feed, or
 * puts what the next pack says in their place; a record that somebody has
 * changed since is left alone.  So do the runs and marks that the hub opened
 * for its duties and nobody has touched.  Switching on brings all of it back.
 *
 * The first pack is the county's own: what the county rests on (places,
 * people, what happened, code lists, calendar, fronts, the indicators its figures
 * are of and the params about the county itself) stays when it is switched off.  Of any other pack, also of one about
 * this county, only the policy half is taken (record_kinds[].half, rules_of_county()): not its people, its figures and
 * what happened there.
 *
 * All of it inside the caller's transaction, also while the file is served.
 * 0; -1 with the reason in came->why or said on how->errors; -2 hub_db_error().
 */
#pragma once

#include "hub/authority/db_pack.h"
#include "hub/policy/pack.h"

struct pack_came {
	char name[PACK_NAME_MAX], county[16];
	long rows;                  /* it says something about */
	long outside;               /* rows of the county half that stayed out */
	long written, gone;         /* records put or replaced, and taken back */
	long behind;                /* rows another pack is heard instead of */
	long left;                  /* records left alone: changed since, or somebody else's */
	struct pack_part { long rows, outside, written, gone; } of[KIND_COUNT];
	long runs, marks;           /* that the duty opener opened for what came */
	char strange[600];          /* categories its watches and rules speak of and the county's plan does not have */
	char ours[300];             /* and those it has */
	char why[512];
};

/* The records just loaded into a new file are the county's own pack's. */
int packs_own(struct hub_db *db, const struct pack_about *about, int64_t at);
/* Puts a pack beside the others, or a later version of it in its place. */
int packs_load(struct hub_db *db, const char *dir, struct import *how, struct pack_came *came);
int packs_switch(struct hub_db *db, const char *name, bool on, const struct import *how, struct pack_came *came);
/* What came of it, or `look`: would come of it, for people, on standard output. */
void packs_report(const struct hub_db *db, const char *verb, const struct pack_came *came, bool look);
