/*
 * One fact, one register (A20): a duty that a supervision report meets
 * (duty.met_by) is done when the report says so, and no longer when it was
 * returned.
 *   report      the group's report of that period was submitted
 *   artefacts   analysis, assessment and dispatch of that period have their dates
 */
#pragma once

#include "hub/authority/db.h"

/* Brings the runs of the group and period (NULL: of all) to what the reports say, each with an event by `actor`: 0, -1
 * with hub_db_error().  Inside the caller's transaction. */
int duty_met(struct hub_db *db, int64_t now, const char *actor, const char *group, const char *period);
