/*
 * A list is data.  A screen, a table of `guatu list`, its CSV and JSON, its
 * filter words, sort orders and search are one table of columns and a function
 * that reads the rows; struct list does the rest, once: the cursor that stays
 * on its row, scrolling, headings, folding, filtering, sorting, searching and
 * saying why nothing is there.
 */
#pragma once

#include "screens/kit/table.h"

/* WHOLE: env->w of what is no screen */
enum { LIST_CONDITIONS = 24, LIST_SORTS = 3, LIST_TEXT = 384, LIST_PIECE = 400, LIST_WHOLE = 400, LIST_TOTALS = 12 };

struct list;
/* What is asked of a list whose rows are not held: conditions, one of its orders by name, as its screen leaves rows
 * out; and who takes the rows, until it says false. */
struct list_wanted {
	const struct list *list;
	const char *words, *sort;
	bool   on_screen;
	bool (*take)(void *arg, const void *row);
	void  *arg;
};

/*
 * A total is a filter: how many of the list's rows it leaves.  What stands in the head of the list, on the map and on
 * the tab is this and counted by the list itself, so that the number and the rows behind it cannot differ.
 */
struct list_total {
	const char *name;                       /* what the map asks for; the code of a lateness if it is one */
	const char *word;                       /* msgid, before the number */
	const char *filter;                     /* conditions; "" every row */
	enum paint_role role;                   /* when there are any; PAINT_NORMAL: it calls for nobody */
	bool tab, apart;                        /* stands on the tab; not in the head, where its parts stand */
	/* Its rows are another list's: the screen that has them, opened on `arg`; 0: this one's. */
	int  page;
	const char *arg;
};
#define TOTAL(total, says, where, looks) .name = total, .word = says, .filter = where, .role = looks

struct list_ops {
	const char *noun;                       /* guatu list NOUN */
	const char *about;                      /* msgid: one line for the help */
	const struct column *columns;           /* up to one without a name; those there always are */
	/* names of those for --raw and JSON, in their order; NULL: all as they stand */
	const char *script;
	size_t row_size, data_size;
	/* reads, then list_rows(); 0, -1 with store_error() */
	int  (*rows)(struct list *l, struct store *st, const struct env *env);
	/* In place of rows(), where there are more of them than are ever held and the screen has a window of them:
	 * gives each row, of which nothing stays.  0, with the reason in `error` when there is none; -1 with a
	 * sentence. */
	int  (*each)(struct store *st, const struct env *env, const struct list_wanted *wanted, char *error,
	             size_t error_size);
	/* Of each(): how many rows a filter leaves.  0, -1 with store_error(). */
	int  (*count)(struct store *st, const struct env *env, const char *filter, long *n);
	void (*clear)(void *data);              /* frees what is in data, not data itself */
	size_t id_at;                           /* offset of the row's id, a char[]; unique in the list */
	/* `i`: of a row; what its columns' figures mean is said from the columns behind it */
	void (*lineage)(const struct list *l, const void *row, const struct env *env, struct lineage *out);

	/* ---- all below optional ---- */
	/* `base`: what it was opened on, as conditions that Esc leaves; those it may take away go to `filter`. */
	int  (*opened)(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT],
	               char filter[LIST_TEXT]);
	/* heading the row stands under; `count` may be said beside it */
	const char *(*group)(const void *row, const struct env *env, struct value *count);
	bool (*heads)(const void *row);         /* counted beside its heading; default: the rows of the top level */
	int  (*rank)(const void *row);          /* the list's own order: least first, as read where equal */
	int  (*level)(const void *row);         /* 0; deeper rows belong to the one above and fold away with it */
	bool (*closed)(const void *row);        /* folded until someone opens it */
	/* what rows belong to are rows like them: Enter opens them, files have them, an order mixes all */
	bool   parents;
	/* a matrix: the column whose cell the cursor is on, not all of the row */
	int  (*picked)(const struct list *l);
	enum paint_role (*role)(const void *row, const struct env *env);            /* of the whole row */
	char (*mark)(const void *row);          /* in the first column; ' ' none */
	const struct list_total *totals;        /* up to one without a name; beside the tabs, before summary() */
	bool (*counts)(const void *row);        /* rows that bundle others, or stand below one, count in no total */
	/* in place of counting rows, where a total's filter changes which rows there are; -1: count them */
	long (*tally)(const struct list *l, const struct list_total *total, const struct env *env);
	void (*summary)(const struct list *l, const struct env *env, struct canvas *c);      /* beside the tabs */
	/* of the last column, a picture */
	void (*picture_head)(const struct list *l, const struct env *env, struct canvas *head);
	/* drawn behind the last column where there is room */
	void (*tail)(const void *row, const struct env *env, struct canvas *rest);
	/* of a panel between tabs and columns: a calendar, a strip */
	int  (*head_rows)(const struct list *l, const struct env *env);
	void (*head)(const struct list *l, const struct env *env, struct canvas *c);
	int    detail_rows;                     /* below the list, under a line */
	int  (*detail_height)(const struct list *l, const struct env *env);         /* the same where it depends */
	/* row may be NULL */
	void (*detail)(const struct list *l, const void *row, const struct env *env, struct canvas *c);
	/* when keys pause */
	int  (*detail_read)(struct list *l, struct store *st, const struct env *env, const void *row);
	bool (*more)(const struct list *l);     /* rows() has put something off */
	/* own actions; FX_NONE: the list's */
	struct effect (*act)(struct list *l, const void *row, enum action act, const struct env *env);
	/* Esc, once filter and order are gone: something of its own to take back? takes it */
	bool (*dirty)(struct list *l);
	/* the condition that stands for what the screen chose by itself */
	void (*base)(const struct list *l, char *out, size_t size);
	struct effect (*open)(const struct list *l, const void *row, const struct env *env);
	void (*targets)(const struct list *l, const void *row, struct targets *out);
	const char *(*enter)(const void *row);  /* what Enter does, for the hint line */
	const char *empty_now;                  /* msgid: in place of `empty` on a day on which something can be made */
	const char *empty;                      /* msgid: why there may be nothing at all, and what brings something */
};

struct list_condition {
	char  text[96];            /* as typed */
	int   column;              /* -1: a word that any column may hold */
	char  cmp;                 /* = ! < { > } and : (contains); { } are <= >= */
	struct value value;
	bool  taken;               /* rows() has seen to it */
};

/* hidden: rows folded away below it; count: of a heading, rows of the top level under it. */
struct list_line { int row, hidden, count; bool heading; };

struct list {
	const struct list_ops *ops;             /* first: the core sets it */
	const struct column *columns;           /* ops->columns, or what opened() made of them */
	void       *data;                       /* ops->data_size */
	const char *rows;
	int         count;                      /* all there are */
	int         shown, all;                 /* that count: those the filter leaves, all there are */
	long        totals[LIST_TOTALS];        /* of ops->totals */
	struct list_line *lines;
	int         line_count, *order, ordered;      /* order: rows as they are listed, folded ones too */
	int         cursor, top;
	char        held[160];                  /* id of the row under the cursor */
	char        filter_text[LIST_TEXT], base_text[LIST_TEXT], error[256];
	char        none[256];                  /* why there are no rows, where rows() knows better than ops->empty */
	struct list_condition conditions[LIST_CONDITIONS];
	int         condition_count;
	int         sorts[LIST_SORTS], sort_count;      /* column, or ~column to begin with the greatest */
	char      (*toggled)[160];              /* ids of rows folded or unfolded by hand, and of groups after "=" */
	int         toggled_count;
	bool        whole;                      /* no screen: everything there is */
	bool        partial;                    /* rows() has read list_want() rows and there are more */
	int         want;
	int32_t     today;                      /* the day looked at: of conditions that leave out the year */
	bool        started, keep;              /* keep: only what is below the list is read anew */

	int         h, w;                       /* it was laid out for */
};

/* ---- for a list's own functions ---- */
void        list_rows(struct list *l, const void *rows, int count);
/* How many rows rows() is to read at least: those near the cursor; all for an order, a search, a condition, a file. */
int         list_want(const struct list *l);
const void *list_here(const struct list *l);                               /* NULL: nothing, or a heading */
const void *list_row(const struct list *l, int i);
const char *list_id(const struct list *l, const void *row);
/* The text of a condition NAME=TEXT, which rows() now sees to itself; "" none. */
const char *list_take(struct list *l, const char *name);
/* the same, and the rows are still tested for it */
const char *list_asked(const struct list *l, const char *name);
/* rows() cannot do what a condition asks: nothing is listed, and the sentence is said.  Returns 0. */
int         list_refuse(struct list *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* There are no rows, which is no fault, and this is why.  Returns 0. */
int         list_none(struct list *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Does a row pass every condition but those on this column? */
bool        list_passes_but(const struct list *l, const void *row, const struct env *env, const char *column);
/* In the filter, the condition NAME=TEXT instead of those on this column; "" none. */
struct effect list_only(struct list *l, const char *name, const char *text);
/* The cursor to a line. */
struct effect list_go(struct list *l, const struct env *env, int line);
/* To the first row, whatever it will be. */
void        list_rewind(struct list *l);
/* To the next row that is so, folded away or not, round about; FX_NONE: none is. */
struct effect list_seek(struct list *l, const struct env *env, int step,
                        bool (*is)(const void *row, const struct env *env, const void *arg), const void *arg);
/* The column's value of a row. */
void        list_value(const struct list *l, const void *row, int column, const struct env *env, struct value *out);

/* Those of its totals that there is room for, from column x on: the column behind them. */
int         list_totals_paint(const struct list *l, struct canvas *c, int x);

/* ---- totals, wherever they stand ---- */
/* All totals of a list opened on `arg`, in their order: 0, -1 with store_error(). */
int  list_totals(const struct list_ops *ops, struct store *st, const struct env *env, const char *arg,
                 long out[LIST_TOTALS]);
/* To the rows of a total: its screen, with its filter, which Esc takes away.  `more`: conditions besides, or "". */
struct effect list_total_open(const struct list_ops *ops, const struct list_total *total, const char *more);

/* ---- as a screen ---- */
void list_init(void *model, const struct list_ops *ops);
int  list_load(void *model, struct store *st, const struct env *env);
void list_unload(void *model);
struct effect list_act(void *model, enum action act, const struct env *env);
void list_paint(const void *model, const struct env *env, struct canvas *c);
bool list_more(const void *model);
void list_targets(const void *model, struct targets *out);
struct effect list_search(void *model, struct store *st, const struct env *env, const char *needle, int direction);
struct effect list_filter(void *model, const char *text, char *error, size_t error_size);
const char *list_filter_text(const void *model);
bool list_dirty(void *model);
const char *list_enter(const void *model);
void list_lineage(const void *model, const struct env *env, struct lineage *out);

#define LIST_SCREEN(ops) .list = &ops, .init = list_init, .model_size = sizeof(struct list), .load = list_load, \
	.unload = list_unload, .act = list_act, .paint = list_paint, .more = list_more, .targets = list_targets, \
	.search = list_search, .filter = list_filter, .filter_text = list_filter_text, .dirty = list_dirty, \
	.enter = list_enter, .lineage = list_lineage

/* ---- as a table (guatu list) ---- */
/* By name or title, of `n` bytes; -1. */
int  list_column_find(const struct list *l, const char *name, size_t n);
/* Why no row is listed: nothing there, or where a word was looked for. */
const char *list_why_empty(const struct list *l, const struct env *env, char *out, size_t size);
/* "e.g. NAME:… VALUE>7", by the first columns of each kind. */
const char *list_example(const struct list_ops *ops, char *out, size_t size);
/* -1, with a sentence that lists the columns there are. */
int  list_say_columns(const struct list *l, const char *name, size_t n, char *error, size_t error_size);
/* Lays the rows out anew: order, headings, folding; the cursor stays on its row. */
void list_lay(struct list *l, const struct env *env);
/* Reads the filter; -1 with a sentence that says what there is. */
int  list_parse(struct list *l, const char *text, char *error, size_t error_size);
/* "deadline,-id"; -1 with a sentence. */
int  list_sort(struct list *l, const char *names, char *error, size_t error_size);
/* Rows in order, folded ones too: calls with each until it says false. */
void list_each(const struct list *l, bool (*take)(void *arg, const void *row), void *arg);
/* Every list there is, by noun; NULL. */
const struct list_ops *list_find(const char *noun);
extern const struct list_ops *const list_all[];
extern const int list_all_count;
