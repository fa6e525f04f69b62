#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "store/checks.h"
#include "store/checks_data.sql.h"
#include "store/db.h"

#define N_(text) text

/* One table: every check is a query that gives the same columns. */
static const struct { const char *id, *title, *sql; enum arith_verdict verdict; } data_checks[] = {
	{ "DQ-PARENT", N_("county is the sum of its townships"), SQL_DATA_PARENT, ARITH_MISMATCH },
	{ "DQ-RATE", N_("rates from 0 to 100 %"), SQL_DATA_RATE, ARITH_ALERT },
	{ "DQ-YTD", N_("year to date holds its months and never falls"), SQL_DATA_YTD, ARITH_MISMATCH },
	{ "DQ-PAID", N_("paid is at most the total cost"), SQL_DATA_PAID, ARITH_MISMATCH },
	{ "DQ-SCOPE", N_("cost in scope is at most the total cost"), SQL_DATA_SCOPE, ARITH_MISMATCH },
	{ "DQ-OOP", N_("out of pocket is total less paid"), SQL_DATA_OOP, ARITH_MISMATCH },
	{ "DQ-INSTANT", N_("instant within eligible within all cases"), SQL_DATA_INSTANT, ARITH_MISMATCH },
	{ "DQ-TWICE", N_("one record for a place and a period"), SQL_DATA_TWICE, ARITH_CONFLICT },
	{ "DQ-UNIT", N_("yuan and wan yuan not confused"), SQL_DATA_UNIT, ARITH_SUSPECT },
	{ "DQ-FUTURE", N_("nothing from days to come"), SQL_DATA_FUTURE, ARITH_SUSPECT },
	{ "DQ-CODE", N_("place codes valid on their day"), SQL_DATA_CODE, ARITH_MISMATCH },
	{ "DQ-HOTLINE", N_("hotlines have the place's area code"), SQL_DATA_HOTLINE, ARITH_MISMATCH },
};
enum { DATA_CHECKS = sizeof data_checks / sizeof *data_checks, SHOWN_EACH = 200 };

static struct check_row *
add_row(struct checks *out, size_t i, enum arith_verdict verdict)
{
	struct check_row *r = checks_add(out);

	if (r == NULL)
		return NULL;
	r->kind = CHECK_DATA;
	snprintf(r->id, sizeof r->id, "%s", data_checks[i].id);
	snprintf(r->title, sizeof r->title, "%s", data_checks[i].title);
	r->result.verdict = verdict;
	return r;
}

static struct rational
number(sqlite3_stmt *q, int column, const char *unit)
{
	return rational(sqlite3_column_int64(q, column), strcmp(unit, "bp") == 0 ? 10000 : 1);
}

static void
read_row(sqlite3_stmt *q, struct store *st, bool english, struct check_row *r)
{
	const char *unit = column_text(q, 8);

	snprintf(r->division, sizeof r->division, "%s", column_text(q, 1));
	store_division(st, r->division, english, r->place, sizeof r->place);
	snprintf(r->period, sizeof r->period, "%s", column_text(q, 2));
	snprintf(r->record, sizeof r->record, "%s", column_text(q, 3));
	snprintf(r->expr, sizeof r->expr, "%s", column_text(q, 4));
	snprintf(r->unit, sizeof r->unit, "%s", unit);
	r->result.has_expected = sqlite3_column_type(q, 6) != SQLITE_NULL;
	r->result.computed = number(q, 5, unit);
	r->result.expected = number(q, 6, unit);
	r->result.difference = rational_sub(r->result.computed, r->result.expected);
	r->result.tolerance = number(q, 7, unit);
}

/* A row for each record that is wrong, else one that says how many are right. */
static int
run(struct store *st, const char *county, const char *today, size_t i, bool english, struct checks *out)
{
	sqlite3_stmt *q = store_stmt(st, data_checks[i].sql);
	int seen = 0, bad = 0, rc;
	struct check_row *r;

	if (q == NULL)
		return -1;
	for (int at = 1; at <= sqlite3_bind_parameter_count(q); at++)
		sqlite3_bind_text(q, at, at == 1 ? county : today, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		seen++;
		if (sqlite3_column_int(q, 0) == 0 || ++bad > SHOWN_EACH)
			continue;
		if ((r = add_row(out, i, data_checks[i].verdict)) == NULL)
			break;
		read_row(q, st, english, r);
	}
	sqlite3_reset(q);
	if (rc != SQLITE_DONE)
		return store_fail(st, data_checks[i].id);
	if (bad == 0) {
		if ((r = add_row(out, i, seen > 0 ? ARITH_HOLDS : ARITH_MISSING)) == NULL)
			return -1;
		r->checked = seen;
	}
	return 0;
}

int
checks_data(struct measures *m, struct store *st, bool english, struct checks *out)
{
	char today[11];

	civil_format(measures_today(m), today);
	for (size_t i = 0; i < DATA_CHECKS; i++)
		if (run(st, measures_county(m), today, i, english, out) != 0)
			return -1;
	return 0;
}
