/*
 * Columns typed once, and how a line of them is laid out and painted: which
 * give way on a narrow screen, where each stands, heads that are never cut.
 */
#pragma once

#include "screens/kit/screen.h"
#include "screens/kit/value.h"

/* Rows may be of different make; a column's function knows its list's. */
struct column {
	const char *name;          /* for scripts, --fields, --sort and conditions */
	const char *title;         /* msgid */
	short least;               /* columns it takes */
	short grow;                /* its share of what is left over; 0: none */
	short from;                /* painted from this width on; LIST_HIDDEN: for scripts and search only */
	enum value_type type;
	void (*value)(const void *row, const struct env *env, struct value *out);
	/* or of several like columns, */
	void (*nth)(const void *row, const struct env *env, size_t at, struct value *out);
	/* or where it stands in the row: */
	enum { HELD_NOT, HELD_TEXT, HELD_ISO, HELD_INT, HELD_DAY, HELD_INT64, HELD_LAMP } held;
	size_t at;
	bool  dash;                /* a zero is a dim dash on the screen */
	bool  end;                 /* too long, it is cut at its beginning: the ends of ids tell them apart */
	const char *means;         /* msgid, of a figure: what is counted or how it is worked out (`i`) */
	/* Its words are all of a fixed set: a condition with another is refused, where free text only finds nothing. */
	enum { WORDS_FREE, WORDS_LATENESS, WORDS_STATES, WORDS_RECORDS } words;
	enum kind of;              /* states or records of this kind */
	short most;                /* no wider than this however much room there is; 0: no bound */
	/* drawn in place of the value; without one no file has it */
	void (*picture)(const void *row, const struct env *env, struct canvas *cell, enum paint_role role);
};
/* A column that is worked out, */
#define WORKED_OUT(kind, function) .type = kind, .value = function
#define PICTURE(function) .type = TYPE_NONE, .picture = function
/* or is a member of the row: char[], char[11] with an ISO date, int, int32_t civil day, int64_t, enum lamp. */
#define TEXT_AT(row, member)  .type = TYPE_TEXT, .held = HELD_TEXT, .at = offsetof(struct row, member)
#define ISO_AT(row, member)   .type = TYPE_DATE, .held = HELD_ISO, .at = offsetof(struct row, member)
#define COUNT_AT(row, member) .type = TYPE_COUNT, .held = HELD_INT, .at = offsetof(struct row, member)
#define DAY_AT(row, member)   .type = TYPE_DATE, .held = HELD_DAY, .at = offsetof(struct row, member)
#define COUNT64_AT(row, member) .type = TYPE_COUNT, .held = HELD_INT64, .at = offsetof(struct row, member)
#define FEN_AT(row, member)   .type = TYPE_FEN, .held = HELD_INT64, .at = offsetof(struct row, member)
#define LAMP_AT(row, member)  .type = TYPE_LAMP, .held = HELD_LAMP, .at = offsetof(struct row, member)
/* What a condition on it may say. */
#define OF_LATENESSES    .words = WORDS_LATENESS
#define OF_STATES(kind)  .words = WORDS_STATES, .of = kind
#define OF_RECORDS(kind) .words = WORDS_RECORDS, .of = kind
enum { LIST_HIDDEN = 9999, LIST_COLUMNS = 64 };

/* Nothing but a picture? */
bool column_is_picture(const struct column *column);
/* What the column says of a row. */
void column_value(const struct column *column, const void *row, const struct env *env, struct value *out);

/* Where each column stands at this width; w 0: not painted. */
struct table_layout { int x[LIST_COLUMNS], w[LIST_COLUMNS], end; };
void table_lay_out(const struct column *columns, int width, struct table_layout *out);

/* `sort`: the column the rows are sorted by, ~column when the greatest comes first; TABLE_UNSORTED none. */
enum { TABLE_UNSORTED = LIST_COLUMNS };
void table_head_paint(const struct column *columns, const struct table_layout *k, int sort, struct canvas *c, int y);
/* One cell, selected or not. */
void table_cell_paint(const struct column *columns, const struct table_layout *k, int column, const void *row,
                      const struct env *env, struct canvas *c, int y, enum paint_role role, bool here);
/* Every cell of a row; `here`: the cursor is on it. */
void table_row_paint(const struct column *columns, const struct table_layout *k, const void *row, const struct env *env,
                     struct canvas *c, int y, enum paint_role role, bool here);
