/*
 * What a pack has of each kind, and which screen stays empty for what it has not.
 */
#pragma once

#include "hub/authority/db.h"

/* 0; -2 hub_db_error(). */
int pack_count_say(struct hub_db *db, FILE *out);
