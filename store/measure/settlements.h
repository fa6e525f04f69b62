/*
 * Settlement figures for the settlement screen: slices, months by place, where
 * a figure comes from.
 */
#pragma once

#include "model/figures/settle.h"
#include "store/cache/store.h"

enum { SETTLE_MONTHS = 13, SETTLE_SLICES = 40 };

struct settle_slice { char scope[16], svc[16], pop[16]; };
int settle_slices(struct store *st, const char *county, struct settle_slice *out);   /* count, -1 */
/* Periods that the place has figures of in the slice, newest first, as many as there is room for. 0, -1. */
int settle_periods(struct store *st, const char *division, const struct settle_slice *slice, char *out, size_t size);
/* "in-patient, registered poor, whole county" in the reader's language. */
void settle_slice_text(struct store *st, const struct settle_slice *slice, bool english, char *out, size_t size);

/* A place's months up to the one looked at, which is the last; a month without a record has every number
 * SETTLE_NONE. */
struct settle_place { char code[16], name[48]; struct settle months[SETTLE_MONTHS]; };

struct settle_view {
	char   period[8];                  /* "2020-05", "2018" when there are only years, "" nothing */
	bool   yearly;
	int    month;                      /* month_parse(period), -1 when yearly or nothing */
	struct settle_place county;        /* yearly: the year is months[SETTLE_MONTHS - 1] */
	struct settle_place *places;
	int    count;
	bool   places_known;               /* at least one of them has a record */
	bool   rest;                       /* the last place, code "", is what no township has: 未分摊 */
	char   newer[8];                   /* a month of townships for which the county itself has no row, "" none */
	int    newer_places;
};
/* The county and its townships in `slice` at the last period that is not after `until` ("2020-06"). 0, -1. */
int  settle_view(struct store *st, const char *county, const struct settle_slice *slice, const char *until,
                 int32_t today, bool english, struct settle_view *out);
void settle_view_clear(struct settle_view *view);

struct settle_source { char id[80], origin[96], fetched[26]; int64_t precision, rev; bool sample; };
int settle_source(struct store *st, const char *division, const struct settle_slice *slice, const char *period,
                  struct settle_source *out);          /* 0, 1 no such record, -1 */
/* As printed in the source, by field; "" where it is not said. */
struct settle_printed { char cases[24], total[24], scope[24], layer[SETTLE_LAYERS][24], paid[24], oop[24]; };
int settle_printed(struct store *st, const char *id, struct settle_printed *out);
/* Every number SETTLE_NONE. */
void settle_nothing(struct settle *s);
/* One record's numbers; every one SETTLE_NONE when there is none. 0, -1. */
int settle_one(struct store *st, const char *division, const struct settle_slice *slice, const char *period,
               struct settle *out);

struct indicator {
	char name[64], formula[96], definition[256], clause[32];
	bool up, known;
	int  version;
	int64_t target;                    /* SETTLE_NONE: none */
};
/* The parameter that is the target of an indicator without one: instant_target for instant_rate; SETTLE_NONE. */
int64_t indicator_target(struct store *st, const char *id, int32_t today);
/* The target falls back to that parameter. */
int indicator_get(struct store *st, const char *id, int32_t today, bool english, struct indicator *out);
