/*
 * Inside the authority only: where a record's readers are, by the scope column
 * of fields.def.  What is worked out here stands in the record's row, so that
 * reading asks one column and no kind by name.
 */
#ifndef GUATU_HUB_DB_SCOPE_H
#define GUATU_HUB_DB_SCOPE_H

#include <cjson/cJSON.h>

#include "hub/db_in.h"

struct db_scope {
	char place[HUB_ID_MAX + 2];    /* a division's code, @GROUP, the county's code: who sees the county; "": everybody's */
	char via[HUB_ID_MAX + 64];     /* KIND/ID of the record that lends its place, when one was asked; "": none */
};

/* Of a body: 0, -1. */
int   db_scope_of(struct hub_db *db, enum kind kind, const cJSON *body, struct db_scope *out);
/* Every place the record has been in besides `now`, blank-separated, * for everybody's; NULL none.  To be freed. */
char *db_scope_former(const char *was, const char *before, const char *now);
/* The records that go by this one's place go where it has gone: 0, -1. */
int   db_scope_follow(struct hub_db *db, enum kind kind, const char *id);
/* Every record's place anew (or of those only that go by another's), told to nobody: in a file of an older format, and
 * after bulk loading: 0, -1. */
int   db_scope_all(struct hub_db *db, bool lent_only);

#endif
