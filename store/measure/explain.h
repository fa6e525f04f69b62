/*
 * A rate that fell, or moved out of its band, is explained (A53, A57, A62): by
 * an entry of the ledger the pack names for it, due by the first analysis after
 * the month.  And what the explanation may rest on: the place's settlements by
 * institution, its exceptions.
 *
 * Parameters of the pack: explain_ledger (its own columns month, rate, reason),
 * explain_duty, explain_exceptions (a ledger), band_up and band_down.
 */
#pragma once

#include "model/room/lateness.h"
#include "store/measure/settlements.h"

struct explain_plan {
	char ledger[64], duty[64], exceptions[64];      /* "" the pack has none */
	int64_t up, down;                               /* against the month before, basis points; SETTLE_NONE none */
};
void explain_plan(struct store *st, int32_t today, struct explain_plan *out);
/* Must it be explained?  An instant settlement rate that fell, any other out of the band. */
bool explain_asked(const struct explain_plan *plan, enum rate rate, int64_t now, int64_t before);

struct explanation {
	char division[16], month[8], rate[32], entry[64], by[64], reason[512];
	int32_t given;
	bool queued;                                    /* here only, not in the hub's data yet */
};
struct explanations { struct explanation *list; int count; };
int  explanations_read(struct store *st, const struct explain_plan *plan, int32_t today, bool english,
                       struct explanations *out);                     /* 0, -1 */
void explanations_clear(struct explanations *e);
/* The last one of a place, month and rate; NULL none. */
const struct explanation *explanation_of(const struct explanations *e, const char *division, const char *month,
                                         const char *rate);

/* When a month's movement is to be explained: CIVIL_NONE nobody says.  *missed: the first day it counts as missed. */
int32_t explain_due(struct store *st, const struct explain_plan *plan, const char *month, const struct calendar *cal,
                    int32_t *missed);
/* `e` may be NULL. */
enum lateness explain_lateness(const struct explanation *e, int32_t due, int32_t missed, int32_t today,
                               const struct calendar *cal, const struct room_rules *rules);

/* ---- what it may rest on ---- */
struct explain_institution { char id[64], name[96], tier[16], tier_name[48]; struct settle now, before; };
/* Best tier first; yours to free.  0, -1. */
int  explain_institutions(struct store *st, const char *division, const struct settle_slice *slice, const char *month,
                          bool english, struct explain_institution **out, int *count);
/* Adds what is there; what lacks in one lacks in the sum only when it lacks in all. */
void settle_add(struct settle *sum, const struct settle *s);

struct explain_exception { char id[64], title[200], stage[48]; int32_t deadline; };
int  explain_exceptions(struct store *st, const struct explain_plan *plan, const char *division, bool english,
                        struct explain_exception **out, int *count);
