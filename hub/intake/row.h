/*
 * A CSV row as a record: the header's names (or Chinese titles) found in
 * fields.def, cells turned into typed values, values written as the JSON body
 * a hub stores.  No kind is known here by name and no record is looked up;
 * what a row refers to is hub/intake/check.h's business.
 *
 * What a cell may say is hub/intake/cell.h's.  A column may go by the national
 * platform's name (model/flow/aliases.def).
 *
 * An object is also written one member a column: extra.KEY, printed.KEY.  Its
 * members are texts here; the types of a ledger's own fields are check.h's.
 */
#pragma once

#include "hub/intake/faults.h"
#include "hub/intake/reader/reader.h"
#include "model/flow/aliases.h"
#include "model/records/record.h"
#include "model/text/amount.h"
#include "store/cache/cache.h"

enum { ROW_FIELDS_MAX = 64, ROW_MEMBERS_MAX = 64, ROW_OBJECT_MAX = 16384 };

struct row_map {
	enum kind kind;
	int       count;                          /* cells a row must have */
	long      line;                           /* of the head */
	char      strange[600];                   /* its titles nobody knows, with the nearest that are known */
	enum alias_unit unit[ROW_CELLS_MAX];      /* how another system writes the cell */
	int       column[ROW_FIELDS_MAX];         /* cell of the kind's n-th field, or -1 */
	int       id_column;
	bool      made;                           /* it has none: hub/intake/ids/own_key.h */
	enum amount_unit amount[ROW_CELLS_MAX];   /* unit of bare numbers below */
	char      text[ROW_FIELDS_MAX][32];       /* cells rewritten in the wire's form */
	char      foreign[ROW_FIELDS_MAX][32];    /* and those of another system in ours */
	int       object;                         /* the field written one member a column, or -1 */
	int       members;
	struct { int column; char key[48]; } member[ROW_MEMBERS_MAX];
	char      object_text[ROW_OBJECT_MAX];
};

/* Finds the head of a kind's table (hub/intake/reader/reader.h), notes being what that leaves out: 0, -1.  A column
 * it lacks says nothing: hub/intake/was.h. */
int row_header(struct row_map *map, enum kind kind, struct reader *reader, const struct reader_notes *notes,
               struct row_problem *problem);
/* The notes of the kind's file. */
struct row_notes { struct faults *faults; enum kind kind; };
struct reader_notes row_notes(struct row_notes *to);
/* Does the row say something of the field, if only that it is empty? */
static inline bool
row_says(const struct row_map *map, const struct row_cells *row, int field)
{
	int column = map->column[field - record_first((int)map->kind)];

	return column >= 0 && !(column < row->count && cell_absent(row->cells[column]));
}
/* The cell a field was in, for a message: `field` is a record_fields index or ROW_ID; 0 when it has none. */
int row_column(const struct row_map *map, int field);
/* A row as read: id and one value per field, pointing into the row or the map.  What cannot be read is left absent
 * and added to `faults` (may be NULL): 0; 1 some cells; -1 the row as it stands or its id, *id then being "" or what
 * the row would be called. */
int row_values(struct row_map *map, const struct row_cells *row, const char **id, struct cache_value *values,
               struct faults *faults);
static inline struct cache_value
text_value(const char *text)
{
	return (struct cache_value){ .type = VALUE_TEXT, .text = text, .length = strlen(text) };
}
/* The row's id, made plain in place; "" when the row is too short.  `did` may be NULL. */
const char *row_id(const struct row_map *map, const struct row_cells *row, unsigned *did);
/* May `id` name a record? */
bool row_id_ok(const char *id);

/* Text that grows; clear with row_text_clear(). */
struct row_text { char *text; size_t len, room; };
/* Writes the body: fields in table order, absent ones left out.  The text, or NULL out of memory. */
const char *row_body(struct row_text *out, enum kind kind, const struct cache_value *values);
/* Appends `text` as one CSV cell, quoted when it must be: 0, -1 out of memory. */
int  row_cell(struct row_text *out, const char *text, size_t len);
/* The same, always quoted. */
int  row_quoted(struct row_text *out, const char *text, size_t len);
/* The same behind a comma when it is not the row's first. */
int  row_cell_after(struct row_text *out, bool comma, const char *text);
int  row_append(struct row_text *out, const char *text, size_t len);
void row_text_clear(struct row_text *out);
