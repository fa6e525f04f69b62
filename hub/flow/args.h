/*
 * An operation's arguments against flow.def's ARG rows: known, typed, there
 * when needed.  Everything wrong is reported, not the first thing only.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "model/flow/flow.h"

enum { ARG_TEXT_MAX = 512, ARG_LONG_MAX = 8192, EVIDENCE_MAX = 20 };

struct args_facts {
	enum kind    kind;
	const char  *verb;
	const cJSON *body;          /* the record as it is; NULL for a new one */
	int32_t      today, zero_day;      /* zero_day 0: none */
};

/* Adds {"path","reason"} to `errors` for each fault; the number added, -1 the authority failed. */
int args_check(struct hub_db *db, const struct args_facts *facts, const cJSON *args, cJSON *errors);
void args_error(cJSON *errors, const char *path, const char *reason);
/* An INT argument, written as a number or as digits: 0, -1. */
int args_integer(const cJSON *item, int64_t *out);
