/*
 * What packs that are each whole by themselves say about each other side by
 * side: a rule of one that names a param of which another's, earlier and no
 * number, is heard.  Nothing is refused for it, but it is said.
 */
#ifndef GUATU_HUB_DOUBTS_H
#define GUATU_HUB_DOUBTS_H

#include <stdio.h>

#include "hub/db.h"

/* One line each on `out`, the first twenty; how many there are, -1 failed (hub_db_error()). */
long doubts_say(struct hub_db *db, FILE *out);

#endif
