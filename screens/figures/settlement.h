/*
 * The settlement screen's model.  Two panes: rates by month and township,
 * the layers of a payment.
 */
#pragma once

#include "screens/kit/figures.h"
#include "screens/kit/screen.h"
#include "store/measure/explain.h"

enum settlement_pane { PANE_RATES, PANE_LAYERS, PANE_COUNT };
enum settlement_sort { SORT_WORST, SORT_BEST, SORT_FALLING, SORT_CODE, SORT_KINDS };

struct settlement_model {
	bool   started;
	struct settle_slice slices[SETTLE_SLICES];
	char   slice_names[SETTLE_SLICES][64];
	char   slice_codes[SETTLE_SLICES][52];             /* population/service/scope */
	struct settle slice_values[SETTLE_SLICES];         /* the county's, at the period looked at */
	struct settle_printed slice_printed[SETTLE_SLICES];
	struct settle_source slice_sources[SETTLE_SLICES];
	int    slice_count, slice;
	struct settle_view view;
	struct settle_source *sources;                     /* of each place at the period */
	/* places as ranked; those few cases cannot rank stand last */
	int    *order;
	char   latest[8];                                  /* newest period there is up to today */
	char   until[8];                                   /* looked at; "" the newest */
	enum rate rate;
	struct indicator indicator;
	enum settlement_sort sort;
	enum settlement_pane pane;
	int    drill;                                      /* place whose months are shown, -1 none */
	struct explain_plan plan;                          /* what is to be explained, by when, and what was */
	struct explanations given;
	int32_t due[SETTLE_MONTHS], missed[SETTLE_MONTHS];
	int    cursor[PANE_COUNT], top[PANE_COUNT];
};

/* The value of a rate for a place at months[at]; SETTLE_NONE as in the model. */
void settlement_read(const struct settlement_model *m, const struct env *env, const struct settle *s,
                     struct rate_value *out);
/* All SETTLE_MONTHS of a place as values. */
void settlement_series(const struct settlement_model *m, const struct env *env, const struct settle_place *place,
                       int64_t *out);
enum lamp settlement_lamp(const struct settlement_model *m, const struct env *env, const struct settle_place *place);
/* The value as text: a percentage or a count. */
void settlement_value_text(const struct settlement_model *m, int64_t value, char out[FIGURE_TEXT]);

/* "-3.0 explained" or "-3.0: explanation overdue 3d", of the month at months[at]; false: nothing is to be explained. */
bool settlement_explain_text(const struct settlement_model *m, const struct env *env, const struct settle_place *place,
                             int at, char *out, size_t size, enum paint_role *role);
/* Where it leads from a place and month: why it moved. */
struct effect settlement_why(const struct settlement_model *m, const struct settle_place *place, int at);

/* rows the list of the pane shows */
int  settlement_rows(const struct settlement_model *m, const struct env *env);
int  settlement_count(const struct settlement_model *m);                            /* rows it has */
/* "2020-05" as "5月" or with the year; a year as "2018年". */
void period_text(const char *period, bool with_year, char out[24]);

/* Slices that there are; then everything of the one looked at. */
int  settlement_read_slices(struct settlement_model *m, struct store *st, const struct env *env);
int  settlement_load(struct settlement_model *m, struct store *st, const struct env *env);
void settlement_clear(struct settlement_model *m);

/* settlement_table.c: townships, months of one, or slices: the list of the pane, under its head */
bool settlement_slices(const struct settlement_model *m);                           /* slices are what it lists */
void settlement_table_paint(const struct settlement_model *m, const struct env *env, struct canvas *c, int shown);
struct effect settlement_export(const struct settlement_model *m);

struct lineage;
void settlement_lineage(const void *model, const struct env *env, struct lineage *out);
struct effect settlement_copy(const struct settlement_model *m, const struct env *env);

void settlement_rates_paint(const struct settlement_model *m, const struct env *env, struct canvas *c);
void settlement_layers_paint(const struct settlement_model *m, const struct env *env, struct canvas *c);
/* The layers of slice `i` in a rectangle; the rows it took. */
int  settlement_layers_of(const struct settlement_model *m, struct canvas *c, int y, int x, int h, int w, int i);
/* How many rows of the rates pane are above its list. */
int  settlement_chart_rows(const struct settlement_model *m, int h);
