/*
 * What forms and menus ask the store: the values a field may take, what the
 * record says now, what of it waits unsent.
 */
#pragma once

#include "model/records/record.h"
#include "store/cache/store.h"

struct choice { char code[64], name[96], note[64]; };      /* note: a post's unit, a township's code; "" none */

/* Each fills `out` (at most `max`) and returns how many there are there, -1 failed. */
int store_term_choices(struct store *st, const char *list, bool english, struct choice *out, int max);
int store_post_choices(struct store *st, bool english, struct choice *out, int max);
int store_township_choices(struct store *st, int32_t today, bool english, struct choice *out, int max);
/* The items of a check_mark's checklist, in the order of its cells. */
int store_mark_items(struct store *st, const char *mark, bool english, struct choice *out, int max);
/* Ledgers; only the one called `only` when that is not "". */
int store_ledger_choices(struct store *st, const char *only, bool english, struct choice *out, int max);
/* Evidence on the record: code is the kind (doc, photo ...), name the reference. */
int store_evidence(struct store *st, enum kind kind, const char *id, struct choice *out, int max);

/* The post's name for people; its id when the list does not have it. */
const char *store_post_name(struct store *st, const char *id, bool english, char *out, size_t size);
/* One field of one record as text; "" when unset. `field` is a record_fields index. */
const char *store_field(struct store *st, enum kind kind, const char *id, int field, char *out, size_t size);
/* The newest operation on the record that has not been sent: its uuid, "" none. */
const char *store_newest_unsent(struct store *st, enum kind kind, const char *id, char *out, size_t size);
