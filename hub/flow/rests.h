/*
 * Who rests on a record: names it in a field that must name one (model/flow/refs.def).
 * Asked of many records that are going to go, it keeps those that others,
 * which stay, need, and what these need in turn.
 */
#pragma once

#include "hub/authority/db.h"

/* Inside a transaction: begins an empty set, adds a record that is going. 0, -1. */
int rests_begin(struct hub_db *db);
int rests_going(struct hub_db *db, enum kind kind, const char *id);
/* Takes out of the set what is rested on: 0, -1. */
int rests_settle(struct hub_db *db);
/* Is it still going?  1; 0 no: `by` (may be NULL) is what rests on it, KIND ID, "" nothing; -1. */
int rests_goes(struct hub_db *db, enum kind kind, const char *id, char *by, size_t size);
int rests_end(struct hub_db *db);
