/*
 * A ledger as the authority has it: its stages and its own columns, read from
 * the records of the kinds stage and ledger_field (ids LEDGER:CODE and
 * LEDGER:KEY), and what an entry's `extra` object may say by them.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "model/flow/extra.h"
#include "model/room/room.h"
#include "model/flow/stage.h"

struct ledger_book {
	char                 id[HUB_ID_MAX + 1], name[96];
	struct ledger_stages stages;
	struct extra_fields  fields;
};

/* Reads the ledger `id`: 1 found, 0 there is none, -1 the authority failed.  Rows it cannot read are left out. */
int ledger_read(struct hub_db *db, const char *id, struct ledger_book *out);
/* The ids there are, blank-separated, as many as fit. */
void ledger_list(struct hub_db *db, char *out, size_t size);
/* The codes of the stages one may go to from `from` ("": where entries begin), blank-separated. */
void ledger_next(const struct ledger_book *book, const char *from, char *out, size_t size);

/* Where a value may not stand: calls `bad` with the key and the reason for each; the number of times, -1 failed.
 * `whole`: every required column must be there (`had`: the entry's object as it is, may be NULL). */
typedef void extra_bad(void *ctx, const char *key, const char *reason);
int  ledger_extra_check(struct hub_db *db, const struct ledger_book *book, const cJSON *had, const cJSON *extra,
                        bool whole, extra_bad *bad, void *ctx);
/* `had` with what has passed the check put over it, typed; an empty text takes a value away.  NULL out of memory. */
cJSON *ledger_extra_merge(const struct ledger_book *book, const cJSON *had, const cJSON *extra);

/* The statutory workday table: 0, -1. */
int hub_calendar(struct hub_db *db, struct calendar *out);
