/* Inside batch*.c only. */
#pragma once

#include "hub/intake/batch.h"

/* What its source is: 0, -1 there is none (b->why), -2. */
struct batch_source { char name[256], takes[64], ledger[HUB_ID_MAX + 1]; long shrink_bp; };
int batch_source(struct hub_db *db, struct batch *b, struct batch_source *out);
/* The next free id of this source on this day, into b->id: 0, -2. */
int batch_name(struct hub_db *db, struct batch *b);
/* The record as it will stand in `status`; NULL out of memory.  `why` is its held_reason when held. */
cJSON *batch_body(struct hub_db *db, struct batch *b, const char *status);
/* Writes it (taking it over) and, when its status is new, the event that tells of it: 0, -2. */
int batch_put(struct hub_db *db, const struct batch *b, cJSON *body, bool tell);
/* The takers of hub/intake/batch.h for kinds.  only_new: records that are there already are left as they are.  fill:
 * what rows say that have no column for it (hub/intake/import.h). */
struct import_fill;
struct taken_as { bool only_new; struct import_fill *fill; int fills; };
int take_table(struct hub_db *db, struct batch *b, const char *path, const struct taken_as *as, FILE *errors);

/* What a new hand-over is judged against: the source's earlier ones. */
struct earlier {
	char waits[HUB_ID_MAX + 1];      /* one held with the very same bytes */
	char same[HUB_ID_MAX + 1];       /* one taken with the very same bytes */
	char period[HUB_ID_MAX + 1];     /* one taken for the same period */
	char later[HUB_ID_MAX + 1];      /* one taken for a later period */
	char last[HUB_ID_MAX + 1];       /* the last one taken */
	long last_rows;
};
/* asked: bytes of another period are not what is asked for.  0, -2. */
int batch_earlier(struct hub_db *db, const struct batch *b, bool asked, struct earlier *out);
/* The counts into the record's body. */
void batch_counts(cJSON *body, const struct batch *b);
