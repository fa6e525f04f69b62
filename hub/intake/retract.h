/*
 * A wrong record is withdrawn by a person who says why: a tombstone and an
 * event remain, its history can still be read.  One that others rest on stays.
 */
#pragma once

#include "hub/authority/db.h"

/* In the caller's transaction: 0; -1 something rests on it, `by` KIND ID; -2 hub_db_error(). */
int retract_record(struct hub_db *db, enum kind kind, const char *id, int64_t at, const char *who, char *by,
                   size_t size);
/* The same with the event that tells of it, for who is at the hub: also -1 with `by` "" when there is none. */
int retract_told(struct hub_db *db, enum kind kind, const char *id, const char *reason, int64_t at, const char *who,
                 char *by, size_t size);
