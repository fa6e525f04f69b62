/*
 * Between faults.c, which keeps faults, and faults_places.c, which looks for them in the files.
 */
#pragma once

#include "hub/intake/faults.h"

/* Known by its record alone; once places were looked for, of no file. */
bool          fault_unplaced(const struct fault *x);
/* Drops what does not stand, by record from then on: 0, -2. */
int           faults_stand(struct faults *f, struct hub_db *db);
/* Has the record one? */
bool          faults_of(const struct fault_list *list, int kind, const char *id);
