/*
 * Opens what the room is expected to do: a duty_run for every duty and period
 * (and township or supervision group), a check_mark for every checklist,
 * subject and period, a sup_report for every supervision group and month that
 * has begun and has none, and the runs that an event calls for.
 *
 * Ids say what they are about, so that opening is idempotent and a run that
 * exists, or was deleted, is never touched:
 *   D-M10H@2020-06   D-M01@2020-06@530521103   D-MADJ@B-2020-06-15@530521103
 *   A01@2020-06@530521103   A06@H53052100001   G1-2020-06
 * A run or mark nobody has touched goes when its duty or checklist does (a pack
 * switched off), and comes again with it.
 *
 * The second time an entry enters a stage its run is DUTY@ENTRY~2.
 *
 * All of it happens inside the caller's transaction: 0, -1 with hub_db_error().
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/authority/db.h"

struct opened { long runs, marks, reports; };

/* What should stand on the room's day of `now`; also what days nobody served would have opened (meta duties_day). */
int duty_opener_day(struct hub_db *db, int64_t now, struct opened *out);
/* The same in a transaction of its own, with a line in the audit chain when something was opened. */
int duty_opener_day_alone(struct hub_db *db, int64_t now, struct opened *out);

/* For many events, as in an import: reads the duties and the calendar once. */
struct duty_opener;
struct duty_opener *duty_opener_new(struct hub_db *db, int64_t now);  /* NULL: hub_db_error(), or out of memory */
void           duty_opener_free(struct duty_opener *o);
/* A batch or an entry was written: opens what batch:SOURCE, change:SOURCE, entry:LEDGER and stage:LEDGER:CODE call for.
 * Other kinds are nothing to it. */
int duty_opener_event(struct duty_opener *o, enum kind kind, const char *id, const cJSON *body, struct opened *out);
/* For one operation: only what is not due yet, since it happens now.  Does not even look at the duties when the kind is
 * no event. */
int duty_opener_event_once(struct hub_db *db, int64_t now, enum kind kind, const char *id, const cJSON *body);
