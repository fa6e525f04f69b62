#include "sql/rows.h"

#include <assert.h>

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "model/text/utf8.h"

/* ---- in ------------------------------------------------------------------- */

static void
bind_date(sqlite3_stmt *stmt, int at, int32_t day, int length)
{
	char text[11];

	civil_format(day, text);
	sqlite3_bind_text(stmt, at, text, day == CIVIL_NONE ? 0 : length, SQLITE_TRANSIENT);
}

static void
bind_values(sqlite3_stmt *stmt, const struct bind *binds, void (*text)(void *))
{
	int at = 1;

	for (; stmt != NULL && binds != NULL && binds->type != BIND_END; binds++) {
		switch (binds->type) {
		case BIND_TEXT: sqlite3_bind_text(stmt, at++, binds->text, -1, text); break;
		case BIND_INT: sqlite3_bind_int64(stmt, at++, binds->number); break;
		case BIND_DAY: bind_date(stmt, at++, (int32_t)binds->number, 10); break;
		case BIND_MONTH: bind_date(stmt, at++, (int32_t)binds->number, 7); break;
		default: break;
		}
	}
}

void
bind_all(sqlite3_stmt *stmt, const struct bind *binds)
{
	bind_values(stmt, binds, SQLITE_TRANSIENT);
}

int
bind_run(sqlite3_stmt *stmt, const struct bind *binds, const char *doing, void *owner,
         void (*fail)(void *, const char *))
{
	struct rows r = rows_of(stmt, NULL, doing, owner, fail);

	bind_values(stmt, binds, SQLITE_STATIC);
	return rows_run(r);
}

/* ---- rows ----------------------------------------------------------------- */

static bool
in_english(const struct bind *binds)
{
	for (; binds != NULL && binds->type != BIND_END; binds++)
		if (binds->type == BIND_ENGLISH)
			return binds->number != 0;
	return false;
}

struct rows
rows_of(sqlite3_stmt *stmt, const struct bind *binds, const char *doing, void *owner,
	void (*fail)(void *, const char *))
{
	bind_all(stmt, binds);
	return (struct rows){ .stmt = stmt, .rc = SQLITE_OK, .english = in_english(binds), .doing = doing,
	                      .owner = owner, .fail = fail };
}

bool
rows_next(struct rows *r)
{
	return r->stmt != NULL && (r->rc = sqlite3_step(r->stmt)) == SQLITE_ROW;
}

int
rows_close(struct rows *r)
{
	bool bad = r->stmt == NULL || (r->rc != SQLITE_OK && r->rc != SQLITE_ROW && r->rc != SQLITE_DONE);

	if (bad && r->stmt != NULL)
		r->fail(r->owner, r->doing);
	if (r->once)
		sqlite3_finalize(r->stmt);
	else
		sqlite3_reset(r->stmt);
	r->stmt = NULL;
	return bad ? -1 : 0;
}

const char *
row_text(const struct rows *r, int column)
{
	const char *text = (const char *)sqlite3_column_text(r->stmt, column);

	return text != NULL ? text : "";
}

const char *
row_name(const struct rows *r, int column)
{
	const char *en = r->english ? row_text(r, column + 1) : "";

	return *en != '\0' ? en : row_text(r, column);
}

void
row_copy(const struct rows *r, int column, char *out, size_t size)
{
	utf8_copy(out, size, row_text(r, column));
}

int64_t
row_int64(const struct rows *r, int column)
{
	return sqlite3_column_int64(r->stmt, column);
}

int
row_int(const struct rows *r, int column)
{
	return sqlite3_column_int(r->stmt, column);
}

static int64_t
or_none(const struct rows *r, int column, int64_t none)
{
	return sqlite3_column_type(r->stmt, column) == SQLITE_NULL ? none : sqlite3_column_int64(r->stmt, column);
}

int64_t
row_or_none(const struct rows *r, int column)
{
	return or_none(r, column, INT64_MIN);
}

int32_t
row_day(const struct rows *r, int column)
{
	char day[11];

	snprintf(day, sizeof day, "%s", row_text(r, column));      /* an instant begins with its day */
	return civil_parse(day);
}

int64_t
row_instant(const struct rows *r, int column)
{
	int64_t at;

	return instant_parse(row_text(r, column), &at) == 0 ? at : 0;
}

int32_t
row_day_of(const struct rows *r, int column)
{
	int64_t at = row_instant(r, column);

	return at != 0 ? instant_day(at) : CIVIL_NONE;
}

/* ---- structs -------------------------------------------------------------- */

static void
put_number(void *member, size_t size, int64_t number)
{
	if (size == sizeof(bool))
		*(bool *)member = number != 0;
	else if (size == sizeof(int32_t))
		*(int32_t *)member = (int32_t)number;
	else
		*(int64_t *)member = number;
}

static char *
copy_of(const struct rows *r, int column)
{
	const char *text = (const char *)sqlite3_column_text(r->stmt, column);
	char *copy = text != NULL ? strdup(text) : NULL;

	if (text != NULL && copy == NULL)
		abort();
	return copy;
}

static void
put(const struct rows *r, int i, const struct row_column *c, void *m)
{
	switch (c->type) {
	case COLUMN_TEXT: utf8_copy(m, c->size, row_text(r, i)); break;
	case COLUMN_NAME: utf8_copy(m, c->size, row_name(r, i)); break;
	case COLUMN_HEAP: *(char **)m = copy_of(r, i); break;
	case COLUMN_BORROWED: *(const char **)m = row_text(r, i); break;
	case COLUMN_NULLABLE: *(const char **)m = (const char *)sqlite3_column_text(r->stmt, i); break;
	case COLUMN_INTEGER: case COLUMN_BOOL: put_number(m, c->size, row_int64(r, i)); break;
	case COLUMN_SAID: put_number(m, c->size, or_none(r, i, -1)); break;
	case COLUMN_OR_NONE: put_number(m, c->size, row_or_none(r, i)); break;
	case COLUMN_DAY: put_number(m, c->size, row_day(r, i)); break;
	case COLUMN_INSTANT: put_number(m, c->size, row_instant(r, i)); break;
	case COLUMN_DAY_OF: put_number(m, c->size, row_day_of(r, i)); break;
	default: break;
	}
}

void
row_fill(const struct rows *r, columns_of *columns, void *out)
{
	int i = 0;

	for (const struct row_column *c = columns()->list; c->type != COLUMN_END; c++) {
		put(r, i, c, (char *)out + c->at);
		i += c->type == COLUMN_NAME ? 2 : 1;
	}
	assert(i <= sqlite3_column_count(r->stmt));
}

/* ---- all of it ------------------------------------------------------------ */

int
rows_one(struct rows r, columns_of *columns, void *out)
{
	bool found = rows_next(&r);

	if (found)
		row_fill(&r, columns, out);
	return rows_close(&r) != 0 ? -1 : !found;
}

int
rows_fill(struct rows r, columns_of *columns, void *array, int max)
{
	size_t size = columns()->size;
	int n = 0;

	for (; n < max && rows_next(&r); n++)
		row_fill(&r, columns, memset((char *)array + (size_t)n * size, 0, size));
	return rows_close(&r) != 0 ? -1 : n;
}

int
rows_all(struct rows r, columns_of *columns, void *array, int *count)
{
	while (rows_next(&r))
		row_fill(&r, columns, grow(array, count, columns()->size));
	return rows_close(&r);
}

int
rows_text(struct rows r, char *out, size_t size)
{
	bool found = rows_next(&r);

	if (found)
		utf8_copy(out, size, row_name(&r, 0));
	return rows_close(&r) != 0 ? -1 : !found;
}

int64_t
rows_number(struct rows r, int64_t otherwise)
{
	int64_t n = rows_next(&r) ? row_int64(&r, 0) : otherwise;

	return rows_close(&r) != 0 ? otherwise : n;
}

int
rows_run(struct rows r)
{
	while (rows_next(&r))
		;
	return rows_close(&r);
}

static void
unsaid(void *owner, const char *doing)
{
	(void)owner;
	(void)doing;
}

int64_t
ask_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
	sqlite3_stmt *stmt = NULL;
	struct rows r;

	sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
	r = rows_of(stmt, NULL, sql, db, unsaid);
	r.once = true;
	return rows_number(r, otherwise);
}
