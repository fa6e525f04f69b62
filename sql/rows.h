/*
 * Queries as row readers, the same in the store and the hub: values go in as
 * a list, rows come out as structs by a table of columns.  NULL is handled
 * here and nowhere else; so are the two languages of a name.  Who has the
 * connection opens the rows (rows_open in store/cache/db.h, box_rows in
 * store/outbox/outbox_in.h, hub_rows in hub/authority/db_in.h) and keeps the error.
 */
#pragma once

#include "model/base.h"

#include <sqlite3.h>

/* ---- what goes in: ?1, ?2, ... in order; text is copied ---- */
struct bind {
	enum { BIND_END, BIND_TEXT, BIND_INT, BIND_DAY, BIND_MONTH, BIND_ENGLISH } type;
	const char *text;
	int64_t number;
};
#define T(t)       { BIND_TEXT, (t), 0 }          /* NULL binds NULL */
#define I(n)       { BIND_INT, NULL, (n) }
#define SAID(n)    { (n) < 0 ? BIND_TEXT : BIND_INT, NULL, (n) }       /* -1, not said, binds NULL */
#define DAY(d)     { BIND_DAY, NULL, (d) }        /* "2020-06-15"; CIVIL_NONE "" */
#define MONTH(d)   { BIND_MONTH, NULL, (d) }      /* "2020-06" of a civil day */
#define ENGLISH(e) { BIND_ENGLISH, NULL, (e) }    /* no parameter: names are read in English where there are any */
#define BIND(...)  (const struct bind[]){ __VA_ARGS__, { BIND_END, NULL, 0 } }
void bind_all(sqlite3_stmt *stmt, const struct bind *binds);         /* either NULL: nothing */
/* Runs `stmt` (NULL: -1) to its end and resets it, text only borrowed, for what writes row after row: 0, -1. */
int  bind_run(sqlite3_stmt *stmt, const struct bind *binds, const char *doing, void *owner,
              void (*fail)(void *, const char *));

/* ---- rows ---- */
struct rows {
	sqlite3_stmt *stmt;            /* NULL: could not be opened, and the reason is kept already */
	int         rc;                /* of the last step */
	bool        english, once;     /* once: finalized when closed, else reset */
	const char *doing;
	void       *owner;
	void      (*fail)(void *owner, const char *doing);
};
/* Binds; `stmt` may be NULL. */
struct rows rows_of(sqlite3_stmt *stmt, const struct bind *binds, const char *doing, void *owner,
                    void (*fail)(void *, const char *));
bool rows_next(struct rows *r);        /* false: the end, or failed */
int  rows_close(struct rows *r);       /* 0, also before the end; -1 failed */

const char *row_text(const struct rows *r, int column);        /* "" for NULL; until the next step */
const char *row_name(const struct rows *r, int column);        /* the next column when English is asked for and there */
void        row_copy(const struct rows *r, int column, char *out, size_t size);        /* whole characters */
int64_t     row_int64(const struct rows *r, int column);       /* 0 for NULL */
int         row_int(const struct rows *r, int column);
int64_t     row_or_none(const struct rows *r, int column);     /* INT64_MIN for NULL: MEASURE_NONE, SETTLE_NONE */
int32_t     row_day(const struct rows *r, int column);         /* CIVIL_NONE when it begins with none */
int32_t     row_day_of(const struct rows *r, int column);      /* the room's day of an instant, CIVIL_NONE */
int64_t     row_instant(const struct rows *r, int column);     /* seconds since 1970, 0 when it is none */

/* ---- columns of a struct, in the order of the query ---- */
enum column_type {
	COLUMN_END, COLUMN_SKIP, COLUMN_TEXT, COLUMN_NAME, COLUMN_HEAP, COLUMN_BORROWED, COLUMN_NULLABLE,
	COLUMN_INTEGER, COLUMN_BOOL, COLUMN_SAID, COLUMN_OR_NONE, COLUMN_DAY, COLUMN_INSTANT, COLUMN_DAY_OF
};
struct row_column { enum column_type type; size_t at, size; };
struct row_columns { size_t size; const struct row_column *list; };
typedef const struct row_columns *columns_of(void);

/* COLUMNS(village, struct village_row, COL(code), COL_NAME(name), COL(open)) makes `village` for the readers below. */
#define COLUMNS(name, type, ...) \
	static const struct row_columns * \
	name(void) \
	{ \
		typedef type row_type; \
		static const struct row_column list_[] = { __VA_ARGS__, { COLUMN_END, 0, 0 } }; \
		static const struct row_columns columns_ = { sizeof(row_type), list_ }; \
		return &columns_; \
	}
#define COL_OF(type, m) { type, offsetof(row_type, m), sizeof ((row_type *)0)->m }
/* As the member is: text into an array (cut at a character), text on the heap (NULL stays), borrowed until the
 * next step ("" for NULL), a whole number (0 for NULL), yes or no. */
#define COL(m) COL_OF(_Generic(&((row_type *)0)->m, int *: COLUMN_INTEGER, long *: COLUMN_INTEGER, \
	long long *: COLUMN_INTEGER, bool *: COLUMN_BOOL, char **: COLUMN_HEAP, const char **: COLUMN_BORROWED, \
	default: COLUMN_TEXT), m)
#define COL_NAME(m)     COL_OF(COLUMN_NAME, m)        /* two columns: the name and its English */
#define COL_NULLABLE(m) COL_OF(COLUMN_NULLABLE, m)    /* borrowed, NULL stays */
#define COL_SAID(m)     COL_OF(COLUMN_SAID, m)        /* -1 for NULL */
#define COL_OR_NONE(m)  COL_OF(COLUMN_OR_NONE, m)     /* INT64_MIN for NULL */
#define COL_DAY(m)      COL_OF(COLUMN_DAY, m)
#define COL_INSTANT(m)  COL_OF(COLUMN_INSTANT, m)
#define COL_DAY_OF(m)   COL_OF(COLUMN_DAY_OF, m)      /* the day of an instant, CIVIL_NONE */
#define COL_SKIP        { COLUMN_SKIP, 0, 0 }

/* The row stood on into `out`; members without a column stay. */
void row_fill(const struct rows *r, columns_of *columns, void *out);

/* ---- the whole of it in one call: opened, read, closed ---- */
int     rows_one(struct rows r, columns_of *columns, void *out);               /* 0; 1 no row; -1 */
int     rows_fill(struct rows r, columns_of *columns, void *array, int max);   /* how many, zeroed before; -1 */
/* Appends to a growing array: the address of its pointer, its count.  0, -1 (what was read stays). */
int     rows_all(struct rows r, columns_of *columns, void *array, int *count);
int     rows_text(struct rows r, char *out, size_t size);      /* as rows_one: the first column, or its English name */
int64_t rows_number(struct rows r, int64_t otherwise);         /* the first column; without a row, or failed: that */
int     rows_run(struct rows r);                                               /* 0, -1 */
/* A number asked of any connection in passing; `otherwise` when there is none. */
int64_t ask_number(sqlite3 *db, const char *sql, int64_t otherwise);
