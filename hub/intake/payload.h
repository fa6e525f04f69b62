/*
 * Payloads of held hand-overs, in the authority but outside the records: no
 * console ever sees them.  Written and dropped in the caller's transaction.
 */
#pragma once

#include "hub/authority/db.h"

/* Keeps a file's bytes under a batch's id: 0, -1 hub_db_error(). */
int payload_put(struct hub_db *db, const char *batch, const char *path);
/* Writes them to a new private file whose name goes into `path` (yours to unlink): 1, 0 nothing is kept, -1. */
int payload_get(struct hub_db *db, const char *batch, char *path, size_t size);
int payload_drop(struct hub_db *db, const char *batch);
