/*
 * What an import finds - a claim over its threshold, numbers twice in a
 * roster, somebody not covered - as an entry of a ledger, opened where the
 * ledger's entries begin.  Found again it is the same entry:
 *
 *   open     its persons, amount and columns are brought up to date
 *   closed,  and nothing newer than its closing was seen: left alone
 *   dropped  else it relapses: to an open stage that may follow the one it
 *            stands in (the pack's stage.after), or, when the pack has none,
 *            as a new entry ID~2 whose note names the old one
 *
 * All inside the caller's transaction.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"

/* Text is borrowed, NULL where there is none. */
struct finding {
	const char *ledger, *title;
	const char *about;        /* what the entry's id is made of, with as much of the hash as tells it from others */
	const char *hash;            /* of whom it is about */
	const char *division, *village, *institution, *category, *period, *watch, *clause;
	long        persons;         /* 0: unsaid */
	int64_t     fen;             /* -1: unsaid */
	int32_t     deadline;        /* 0: the stage's */
	int32_t     seen;            /* the newest day it rests on */
	const cJSON *extra;          /* what else is known by the ledger's own columns; other keys are left out */
};

enum finding_made { FINDING_OPENED, FINDING_KNOWN, FINDING_RAISED, FINDING_RELAPSED, FINDING_LINKED };

struct findings;

/* `source` and `batch` may be NULL.  NULL: hub_db_error() or out of memory. */
struct findings *findings_new(struct hub_db *db, const char *source, const char *batch, int64_t at, const char *by);
void             findings_free(struct findings *f);
/* Is there such a ledger?  1, 0, -2. */
int              findings_ledger(struct findings *f, const char *ledger);
/* 0; -1 the ledger cannot take it: `why`; -2. */
int              findings_take(struct findings *f, const struct finding *what, enum finding_made *made, char *why,
                               size_t size);
