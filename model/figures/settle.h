/*
 * One settlement record's numbers and what is read from them (B16-B21, A53,
 * A57, domain 2.5): rates with their numerator and denominator, the layers of
 * a payment checked against the printed total, runs of rising or falling
 * months, and the lamp of a rate.  Money in fen, shares in basis points.
 */
#pragma once

#include "model/figures/arith.h"
#include "model/room/room.h"

#define SETTLE_NONE INT64_MIN           /* missing is never zero */

enum settle_layer {
	LAYER_BASIC, LAYER_CATASTROPHIC, LAYER_AID, LAYER_BACKSTOP, LAYER_SUPPLEMENT, LAYER_HOSP_RELIEF, LAYER_RE_AID,
	SETTLE_LAYERS
};
const char *settle_layer_name(enum settle_layer layer);     /* msgid */

struct settle {
	int64_t cases, persons, instant, eligible, total, scope, layer[SETTLE_LAYERS], paid, oop;
	int64_t precision;                  /* unit of the last printed digit of the money; 0 unknown */
};

enum rate { RATE_INSTANT, RATE_ACTUAL, RATE_SCOPE, RATE_BURDEN, RATE_CASES, RATE_COUNT };
const char *rate_name(enum rate rate);              /* msgid */
const char *rate_indicator(enum rate rate);         /* id of the indicator that defines it */

struct rate_value {
	int64_t value;                   /* basis points, for RATE_CASES a count; SETTLE_NONE when it cannot be known */
	int64_t part, whole;                /* numerator and denominator; SETTLE_NONE for RATE_CASES' whole */
	bool    money;                      /* part and whole are fen, else counts */
	bool    few;                        /* rests on fewer cases than is fair to judge by */
};
void rate_read(const struct settle *s, enum rate rate, int fair, struct rate_value *out);

/* Months the series has been falling (> 0) or rising (< 0) up to its last; gaps end a run. */
int  run_of_months(const int64_t *values, int count);

/* target and before: SETTLE_NONE when there is none.  `up`: more is better. */
enum lamp rate_lamp(int64_t value, int64_t before, int64_t target, bool up, const struct room_rules *rules);

/* The same for any figure: one that is no share is measured against its target in hundredths of it. */
enum lamp figure_lamp(int64_t value, int64_t before, int64_t target, bool up, bool share,
                      const struct room_rules *rules);

/* The layers that are there against what is printed as their total; false when either is missing. */
bool settle_judge_layers(const struct settle *s, struct arith_result *out);
/* Total cost less what was paid against the printed burden; false when one is missing. */
bool settle_judge_burden(const struct settle *s, struct arith_result *out);
