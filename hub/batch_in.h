/* Inside batch*.c only. */
#ifndef GUATU_HUB_BATCH_IN_H
#define GUATU_HUB_BATCH_IN_H

#include "hub/batch.h"

/* The next free id of this source on this day, into b->id: 0, -2. */
int batch_name(struct hub_db *db, struct batch *b);
/* The record as it will stand in `status`; NULL out of memory.  `why` is its held_reason when held. */
cJSON *batch_body(struct hub_db *db, struct batch *b, const char *status);
/* Writes it (taking it over) and, when its status is new, the event that tells of it: 0, -2. */
int batch_put(struct hub_db *db, const struct batch *b, cJSON *body, bool tell);
/* The takers of hub/batch.h for kinds; only_new: records that are there already are left as they are. */
int take_table(struct hub_db *db, struct batch *b, const char *path, bool only_new, FILE *errors);

#endif
