#include "store/read/records.h"

#include "store/cache/db.h"

struct records {
	struct rows rows;
	struct record row;
	struct cache_value values[];
};

/* ---- the statement --------------------------------------------------------- */

static const char *
column_of(int field)
{
	return field == RECORD_ID ? "id" : record_fields[field].name;
}

static bool
integer(int field)
{
	return field != RECORD_ID && field_is_integer(record_fields[field].type);
}

static const char *
operator(enum filter_cmp cmp)
{
	static const char *const signs[] = {
		[FILTER_IS] = "=", [FILTER_NOT] = "<>", [FILTER_LT] = "<", [FILTER_LE] = "<=", [FILTER_GT] = ">",
		[FILTER_GE] = ">=",
	};
	return signs[cmp];
}

/* Names come from fields.def only; every value is a parameter, numbered in the order of bind_query(). */
static void
write_query(FILE *sql, const struct record_query *q)
{
	int parameter = 1;

	fputs("SELECT id, rev", sql);
	for (int f = record_first((int)q->kind); f < record_first((int)q->kind + 1); f++)
		fprintf(sql, ", \"%s\"", record_fields[f].name);
	fprintf(sql, " FROM \"%s\" WHERE 1", record_kinds[q->kind].name);
	/* An id is never absent, and plain it is found by its index. */
	for (int i = 0; i < q->test_count; i++)
		fprintf(sql, q->tests[i].field == RECORD_ID ? " AND \"%s\" %s ?%d" :
		             integer(q->tests[i].field) ? " AND coalesce(\"%s\", 0) %s CAST(?%d AS INTEGER)"
		                                        : " AND coalesce(\"%s\", '') %s ?%d",
		        column_of(q->tests[i].field), operator(q->tests[i].cmp), parameter++);
	fputs(" ORDER BY ", sql);
	for (int i = 0; i < q->sort_count; i++)
		fprintf(sql, "\"%s\"%s, ", column_of(q->sorts[i].field), q->sorts[i].down ? " DESC" : "");
	fputs("id", sql);
	if (q->limit > 0)
		fprintf(sql, " LIMIT %ld", q->limit);
}

static int
bind_query(sqlite3_stmt *stmt, const struct record_query *q)
{
	int parameter = 1, rc = SQLITE_OK;

	for (int i = 0; rc == SQLITE_OK && i < q->test_count; i++)
		rc = sqlite3_bind_text(stmt, parameter++, q->tests[i].text, -1, SQLITE_TRANSIENT);
	return rc;
}

static struct records *
open_sql(struct store *st, enum kind kind, const char *sql)
{
	size_t fields = (size_t)(record_first((int)kind + 1) - record_first((int)kind));
	struct records *r = calloc(1, sizeof *r + fields * sizeof *r->values);

	if (r == NULL)
		return NULL;
	r->rows = rows_once(st, sql, record_kinds[kind].name, NULL);
	if (r->rows.stmt == NULL) {
		free(r);
		return NULL;
	}
	r->row.kind = kind;
	r->row.values = r->values;
	return r;
}

struct records *
records_open(struct store *st, const struct record_query *query)
{
	char *text = NULL;
	size_t size = 0;
	FILE *sql = open_memstream(&text, &size);
	struct records *r;

	if (sql == NULL)
		return NULL;
	write_query(sql, query);
	fclose(sql);
	r = open_sql(st, query->kind, text);
	free(text);
	if (r != NULL && bind_query(r->rows.stmt, query) != SQLITE_OK) {
		store_fail(st, record_kinds[query->kind].name);
		records_close(r);
		return NULL;
	}
	return r;
}

struct records *
records_open_by_id(struct store *st, enum kind kind)
{
	struct record_query query = { .kind = kind, .tests = { { RECORD_ID, FILTER_IS, "" } }, .test_count = 1 };

	return records_open(st, &query);
}

void
records_close(struct records *r)
{
	if (r == NULL)
		return;
	sqlite3_finalize(r->rows.stmt);
	free(r);
}

/* ---- rows ----------------------------------------------------------------------- */

static void
read_value(const struct rows *r, int column, struct cache_value *out)
{
	int type = sqlite3_column_type(r->stmt, column);

	*out = (struct cache_value){ .type = type == SQLITE_NULL ? VALUE_NULL : type == SQLITE_INTEGER ? VALUE_INT
	                             : VALUE_TEXT };
	if (out->type == VALUE_INT)
		out->number = row_int64(r, column);
	if (out->type != VALUE_TEXT)
		return;
	out->text = row_text(r, column);
	out->length = (size_t)sqlite3_column_bytes(r->stmt, column);
}

/* 1, 0, -1. */
static int
take_row(struct records *r)
{
	int first = record_first((int)r->row.kind), end = record_first((int)r->row.kind + 1);

	if (!rows_next(&r->rows))
		return r->rows.rc == SQLITE_DONE ? 0 : store_fail(r->rows.owner, record_kinds[r->row.kind].name);
	r->row.id = row_text(&r->rows, 0);
	r->row.rev = row_int64(&r->rows, 1);
	for (int f = first; f < end; f++)
		read_value(&r->rows, 2 + f - first, &r->values[f - first]);
	return 1;
}

int
records_next(struct records *r)
{
	int got;

	if (r->rows.stmt == NULL)
		return 0;
	got = take_row(r);
	if (got != 1) {     /* one step more would begin again */
		sqlite3_finalize(r->rows.stmt);
		r->rows.stmt = NULL;
	}
	return got;
}

int
records_at(struct records *r, const char *id)
{
	sqlite3_reset(r->rows.stmt);
	bind_all(r->rows.stmt, BIND(T(id)));
	return take_row(r);
}

const struct record *
records_row(const struct records *r)
{
	return &r->row;
}

const struct cache_value *
record_value(const struct record *row, int field)
{
	return &row->values[field - record_first((int)row->kind)];
}

const char *
record_text(const struct record *row, int field, char number[24])
{
	const struct cache_value *v;

	if (field == RECORD_ID)
		return row->id;
	v = record_value(row, field);
	if (v->type == VALUE_NULL)
		return "";
	if (v->type == VALUE_TEXT)
		return v->text;
	snprintf(number, 24, "%" PRId64, v->number);
	return number;
}
