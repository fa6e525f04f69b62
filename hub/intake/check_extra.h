/*
 * What an entry says in its ledger's own fields (entry.extra): known keys,
 * values of the type ledger_field gives them, nothing required left out.
 * Texts are turned into what the type wants, since a CSV cell is always text:
 * "12.34元" into fen, 是 into true, a term's name into its code.
 */
#pragma once

#include "hub/intake/names.h"
#include "hub/intake/row.h"

struct extra_fields;

/* Keeps the fields of the ledger last asked about.  NULL: out of memory. */
struct extra_fields *extra_new(struct hub_db *db, struct names *names);
void                 extra_free(struct extra_fields *e);

/* `key` of the member; "": the whole object. */
typedef void extra_refuse(void *ctx, const char *key, const char *reason);

/* `v` is the field's JSON text or null; it is rewritten when something had to be turned (text valid until the next
 * call).  Each member that may not say what it says is told, and left out.  0; -2 the authority failed. */
int extra_check(struct extra_fields *e, const char *ledger, struct cache_value *v, extra_refuse *refuse, void *ctx);
