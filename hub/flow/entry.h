/*
 * What a step does to an entry of a ledger beyond the rows of flow.def: the
 * ledger's stages decide where it may go (model/flow/stage.h), its columns what
 * `extra` may say, and signatures are collected one a department (E16).
 * Works inside the operation's transaction.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/flow/apply.h"
#include "hub/authority/auth.h"
#include "hub/flow/ledger.h"

/* What is known of the operation; text is borrowed. */
struct entry_step {
	struct hub_db       *db;
	const struct access *who;
	const char          *verb;
	const cJSON         *body, *args;      /* body: as it was; of a new one nothing but its division */
	bool                 fresh;            /* a new one */
	int64_t              now;
	struct ledger_book   book;             /* filled by entry_args() */
	char                 from[48];         /* the stage it stood in; filled by entry_args() */
	unsigned             lacks;            /* filled by entry_may(): why not, model/flow/stage.h */
	char                 why[512];         /* the same in words, with what is allowed */
};

/* Judges the arguments that only the ledger can: adds to `errors`; the number added, -1 the authority failed. */
int entry_args(struct entry_step *s, cJSON *errors);
/* May it?  0 yes; 1 no: lacks and why. */
int entry_may(struct entry_step *s);
/* After apply_change(): stage, status, trail, deadline, counters, signatures, columns.  0, -1 the authority failed. */
int entry_change(struct entry_step *s, cJSON *body);
/* What the event says: the department and its verdict before the note of a signature. */
int entry_event(struct entry_step *s, cJSON *event);
