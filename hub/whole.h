/*
 * What a row says about other rows, which need not have been read before it:
 * the stages of a ledger and how entries get from one to the next, the words
 * of formulas and that none goes round in a circle, the event a duty waits
 * for, the threshold a watch goes by, the cells of a checklist.  Judged when
 * all files of a pack are in (hub/pack.h), inside the importer's transaction.
 */
#ifndef GUATU_HUB_WHOLE_H
#define GUATU_HUB_WHOLE_H

#include "hub/db.h"
#include "store/cache.h"

struct whole;

/* The records must not change while it lives: what it has read it keeps. */
struct whole *whole_new(struct hub_db *db);      /* NULL: out of memory */
void          whole_free(struct whole *w);

/* Is there anything to judge about rows of this kind? */
bool whole_needed(enum kind kind);

/* Where and why; `field` is a record_fields index or ROW_ID. */
struct whole_fault { int field; char reason[512]; };

/* `values` as check_row() left them.  0; -1 refused; -2 the authority failed. */
int whole_row(struct whole *w, enum kind kind, const char *id, const struct cache_value *values, struct whole_fault *out);

/* Does the row belong to one place or period, although its kind says what a plan says: a rule over
 * figures, an indicator worked out from them, a param about the county itself? */
bool whole_of_county(struct hub_db *db, enum kind kind, const char *id, const char *body);

#endif
