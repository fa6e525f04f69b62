/*
 * What a duty asks of who reports one of its runs done: the owner's role, and
 * evidence or none.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "model/flow/flow.h"

/* 0, -1 hub_db_error(). */
int owed_facts(struct hub_db *db, const cJSON *run, struct flow_facts *facts);
