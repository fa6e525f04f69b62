/*
 * The records of a kind as a list like the others: a column a field, as it is
 * stored, then what changes with the day and no record keeps (how a duty run
 * stands, how long an entry is overdue: listing.def names them, the kind's own
 * list works them out), and of an entry its ledger's fields that are asked for
 * (extra.KEY).  CSV of all fields has nothing but fields, so that it can be
 * imported again.
 */
#pragma once

#include "console/cli/listing_request.h"
#include "screens/kit/list.h"
#include "store/read/records.h"

/* `words`: conditions on fields, and words to look for; or, where the kind's own list is a window over many, that
 * list's conditions.  To be ended by list_unload().  0, -1 with a sentence. */
int  record_list(struct list *list, struct session *s, const struct listing *l, const struct listing_noun *noun,
                 const char *words, char *error, size_t error_size);
/* A list of this one record, its fields as they are stored (`rev`: its revision too), and the row it is there. */
const void *record_list_one(struct list *list, struct session *s, const struct record *record, bool rev);
