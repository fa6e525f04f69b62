/*
 * Columns of a list that no record stores because they change with the day:
 * how a duty run stands, how long an entry is overdue; and the columns of an
 * entry's own ledger (extra.KEY).  They are asked for by name
 * (--fields), stand in tables, and end every JSON object; CSV without --fields
 * leaves them out, so that what is written can be imported again.
 */
#pragma once

#include "console/cli/session.h"
#include "store/read/records.h"

/* As a field: FIELD_COUNT and above. */
static inline bool
field_is_computed(int field)
{
	return field >= FIELD_COUNT;
}

struct computed_def { enum kind kind; const char *name, *title; bool number; };

const struct computed_def *computed_def(int field);
int  computed_find(enum kind kind, const char *name, size_t len);       /* a field, or -2 */
/* the kind's first beyond `after` (0: the first), -2 none */
int  computed_next(enum kind kind, int after);
/* "" when there is nothing to say. */
void computed_text(struct session *s, const struct record *row, int field, char *out, size_t size);
/* The value as JSON has it, "" none; false: computed_text() is to be quoted or, a number, not. */
bool computed_json(struct session *s, const struct record *row, int field, char *out, size_t size);
/* For people: words instead of codes. */
void computed_readable(struct session *s, const struct record *row, int field, char *out, size_t size);
