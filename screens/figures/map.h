/*
 * Inside the battle map only: its model, and who paints which part.  map.c
 * loads and acts, map_tiles.c paints tiles, territory.c the braille map,
 * map_list.c lists and rankings, map_summary.c the head, map_side.c reminders
 * and ticker,
 * map_text.c what is copied or explained.
 */
#pragma once

#include "screens/kit/board.h"
#include "screens/kit/grid.h"
#include "screens/kit/screen.h"
#include "screens/figures/standing_text.h"
#include "screens/kit/strip.h"
#include "store/read/events.h"
#include "store/measure/townships.h"

enum map_style { STYLE_TILES, STYLE_TERRITORY, STYLE_LIST, STYLE_COUNT };
enum map_sort { SORT_WORST, SORT_BEST, SORT_OVERDUE, SORT_PLACE, SORT_COUNT };

enum { REMINDERS_MAX = 40, TOTALS_MAX = 80, TICKER_MAX = 16 };

/*
 * Called by words, never by colours: blue is what is done (domain 2.3).  What it counts of a page is a
 * total of that page (screens/kit/list.h), and Enter goes to its rows; else it goes to the township.
 */
enum reminder_kind { REMIND_OVERDUE, REMIND_BEHIND, REMIND_SOON, REMIND_KINDS };
struct reminder {
	enum reminder_kind kind;
	const char *word;                  /* stands before it: a lateness, or what it waits for */
	const struct list_ops   *list;     /* NULL: the township itself */
	const struct list_total *total;
	long n;
	char more[64];                     /* conditions besides the total's: of one township */
	char code[16], text[240], brief[64];       /* brief: for the one-line form */
};

struct map_model {
	bool loaded;
	enum map_style style;
	enum metric metric;
	char phase[48];                    /* the plan's words for today's (A23), "" none */
	int front;                         /* index or FRONT_ALL; set on first load */
	enum map_sort sort;
	char selected[16];                 /* by code: survives reloads */
	int  sel, worst;                   /* indexes, -1 without townships */
	struct townships t;
	struct reading *readings;          /* per township, for metric and front */
	struct reading county;
	int *order;                        /* ranking: indexes in the order of `sort` */
	int *rank;                         /* per township: 1 the best */
	struct grid_place *places;
	int rows, cols;
	int lamps[LAMP_COUNT], measured;   /* townships with a value */
	struct forecast forecast, worst_forecast;
	struct reminder reminders[REMINDERS_MAX];
	struct board board;                /* the pages' totals */
	struct reminder totals[TOTALS_MAX];         /* all the map says of other pages, while keys move among them */
	int  total_count, total_at;                 /* 0: they do not */
	struct strips strips;
	int reminder_count, reminder_total;    /* kept here; worth one in all */
	bool blank;                        /* no task and no issue anywhere: nothing to compare */
	struct event_row events[TICKER_MAX];
	int event_count, events_today;
	char needle[64];
};

/* The track the map is about: a front's for task progress, else all. */
int map_front(const struct map_model *m);
/* map.c: the townships anew; then all that depends on metric, front or sort, which needs no store */
int  map_read(struct map_model *m, struct store *st, const struct env *env);
/* The measure the plan has for the day: param map_metric, else the first; by code. */
enum metric map_metric(struct store *st, int32_t today);
void map_judge(struct map_model *m, const struct env *env);
void map_clear(struct map_model *m);
/* map_summary.c: two rows narrow, one wide */
void map_paint_summary(const struct map_model *m, const struct env *env, struct canvas *c);
/* map_side.c */
void map_remind(struct map_model *m, struct store *st, const struct env *env);
/* map_totals.c: the pages' totals that the map speaks of, one table for its head, its reminders and the jump to them */
struct map_total { enum screen_id page; const char *name; int keep; };      /* keep: of its part of the head */
extern const struct map_total map_totals[];
extern const int map_total_count;
/* "8值守"; where the page is not the first of its tab its own title. */
const char *map_page_name(enum screen_id page, char *out, size_t size);
/* A reminder of a page's total; `more` conditions of one township, or "". */
void map_remind_total(struct reminder *r, enum screen_id page, const char *name, long n, const char *more);
/* Everything the map counts, as lines to choose from: of the township, of the county, of the reminders. */
void map_list_totals(struct map_model *m);
void map_paint_totals(const struct map_model *m, struct canvas *c);
struct effect map_open_total(const struct map_model *m);
/* The township as conditions have it: its short name, or its code where two share that. */
const char *map_place_word(const struct map_model *m, int township);
void map_paint_reminders(const struct map_model *m, const struct env *env, struct canvas *c);              /* fills c */
void map_paint_reminder_line(const struct map_model *m, struct canvas *c);
/* one row or three */
void map_paint_forecast(const struct map_model *m, const struct env *env, struct canvas *c, int y);
void map_paint_ticker(const struct map_model *m, struct canvas *c);
/* map_tiles.c: false when they do not fit */
bool map_tiles_fit(const struct map_model *m, int h, int w);
void map_tiles_need(const struct map_model *m, int *h, int *w);
void map_paint_tiles(const struct map_model *m, struct canvas *c);
void map_paint_names(const struct map_model *m, struct canvas *c);              /* for a county of nothing but places */
/* map_list.c */
void map_paint_list(const struct map_model *m, struct canvas *c);
struct effect map_export(const struct map_model *m);
/* map_text.c */
char *map_bulletin(const struct map_model *m, const struct env *env);                             /* yours to free */
const char *map_sort_title(enum map_sort sort);

/* ---- territory.c: Voronoi cells around the tile centres, in braille, the lamp as density of dots ---- */
bool territory_fits(const struct map_model *m, int h, int w);     /* in cells */
void territory_needs(const struct map_model *m, int *h, int *w);
void territory_paint(const struct map_model *m, struct canvas *c);
