/*
 * Codes that belong to a code of another list (A17, C27): an issue's kind to
 * its category.  Whoever says the one has said the other.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "model/flow/flow.h"

/* Fills in what a new record's codes belong to, where it says nothing of it: 0, -1 the authority failed. */
int belongs_fill(struct hub_db *db, enum kind kind, cJSON *body);
/* Adds {"path","reason"} for each argument that says another thing than what one of the others belongs to: the number
 * added, -1. */
int belongs_check(struct hub_db *db, enum kind kind, const char *verb, const cJSON *args, cJSON *errors);
