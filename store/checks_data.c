#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/checks.h"
#include "store/checks_data.sql.h"
#include "store/db.h"

#define N_(text) text

/* One table.  Queries are run once for all the checks they answer; several checks of settlements share one. */
static const struct { const char *id, *title, *sql; enum arith_verdict verdict; } data_checks[] = {
	{ "DQ-PARENT", N_("county is the sum of its townships"), SQL_DATA_PARENT, ARITH_MISMATCH },
	{ "DQ-RATE", N_("rates from 0 to 100 %"), SQL_DATA_RATE, ARITH_ALERT },
	{ "DQ-YTD", N_("year to date holds its months and never falls"), SQL_DATA_YTD, ARITH_MISMATCH },
	{ "DQ-PAID", N_("paid is at most the total cost"), SQL_DATA_SETTLEMENT, ARITH_MISMATCH },
	{ "DQ-SCOPE", N_("cost in scope is at most the total cost"), NULL, ARITH_MISMATCH },
	{ "DQ-OOP", N_("out of pocket is total less paid"), NULL, ARITH_MISMATCH },
	{ "DQ-INSTANT", N_("instant within eligible within all cases"), NULL, ARITH_MISMATCH },
	{ "DQ-TWICE", N_("one record for a place and a period"), SQL_DATA_TWICE, ARITH_CONFLICT },
	{ "DQ-UNIT", N_("yuan and wan yuan not confused"), SQL_DATA_UNIT, ARITH_SUSPECT },
	{ "DQ-FUTURE", N_("nothing from days to come"), SQL_DATA_FUTURE, ARITH_SUSPECT },
	{ "DQ-CODE", N_("place codes valid on their day"), SQL_DATA_CODE, ARITH_MISMATCH },
	{ "DQ-HOTLINE", N_("hotlines have the place's area code"), SQL_DATA_HOTLINE, ARITH_MISMATCH },
};
enum { DATA_CHECKS = sizeof data_checks / sizeof *data_checks, SHOWN_EACH = 200 };

struct found { int bad[DATA_CHECKS], seen[DATA_CHECKS]; };

static size_t
check_find(const char *id)
{
	size_t i = 0;

	while (i < DATA_CHECKS - 1 && strcmp(data_checks[i].id, id) != 0)
		i++;
	return i;
}

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

static int
run(struct store *st, const char *county, const char *today, const char *sql, bool english, struct found *found, struct checks *out)
{
	sqlite3_stmt *q = store_stmt(st, sql);
	struct check_row *r;
	int rc;

	if (q == NULL)
		return -1;
	for (int at = 1; at <= sqlite3_bind_parameter_count(q); at++)
		sqlite3_bind_text(q, at, at == 1 ? county : today, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		size_t i = check_find(column_text(q, 0));
		if (strcmp(column_text(q, 0), "seen") == 0) {
			found->seen[check_find(column_text(q, 3))] += sqlite3_column_int(q, 5);
			continue;
		}
		if (++found->bad[i] > SHOWN_EACH)
			continue;
		if ((r = add_row(out, i, data_checks[i].verdict)) == NULL)
			break;
		read_row(q, st, english, r);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "data checks");
}

/* Rates that are worked out, at their newest period.  Only those of a whole: with a target of at most 100 %. */
static void
judge_rates(struct measures *m, struct store *st, bool english, struct found *found, struct checks *out)
{
	const struct measure_indicator *all;
	const struct measure_place *places;
	int count = measures_indicators(m, &all), towns = measures_places(m, &places);
	size_t rate = check_find("DQ-RATE");
	char period[8];

	for (int i = 0; i < count; i++) {
		if (strcmp(all[i].unit, "bp") != 0 || !all[i].up || all[i].target == MEASURE_NONE || all[i].target > 10000 ||
		    !measure_latest(m, all[i].id, measures_county(m), "", period))
			continue;
		for (int k = -1; k < towns; k++) {
			struct measure_at at = { k < 0 ? measures_county(m) : places[k].code, period, "" };
			struct measure v;
			struct check_row *r;
			measure_indicator(m, all[i].id, &at, &v);
			if (v.state != MEASURE_KNOWN || v.from == MEASURE_FIGURE)
				continue;              /* a published one is judged by its own row */
			found->seen[rate]++;
			if (rational_cmp(v.range.low, rational(1, 1)) <= 0 && rational_cmp(v.range.high, rational(0, 1)) >= 0)
				continue;
			if (++found->bad[rate] > SHOWN_EACH || (r = add_row(out, rate, ARITH_ALERT)) == NULL)
				continue;
			snprintf(r->division, sizeof r->division, "%s", at.division);
			store_division(st, r->division, english, r->place, sizeof r->place);
			snprintf(r->period, sizeof r->period, "%s", period);
			snprintf(r->record, sizeof r->record, "%.120s", all[i].formula);
			snprintf(r->expr, sizeof r->expr, "%s", all[i].id);
			snprintf(r->unit, sizeof r->unit, "bp");
			r->result.has_expected = true;
			r->result.computed = v.range.mid;
			r->result.expected = rational(rational_cmp(v.range.mid, rational(0, 1)) < 0 ? 0 : 1, 1);
			r->result.difference = rational_sub(r->result.computed, r->result.expected);
			r->result.tolerance = rational(0, 1);
		}
	}
}

/* Rows of one check stand together, in the order of the table. */
static int
by_check(const void *a, const void *b)
{
	size_t x = check_find(((const struct check_row *)a)->id), y = check_find(((const struct check_row *)b)->id);

	return (x > y) - (x < y);
}

int
checks_data(struct measures *m, struct store *st, bool english, int part, struct checks *out)
{
	struct found found = { { 0 }, { 0 } };
	size_t half = check_find("DQ-TWICE"), from = part == 0 ? 0 : half, to = part == 0 ? half : DATA_CHECKS;      /* of the time they take */
	int first = out->count;
	char today[11];

	civil_format(measures_today(m), today);
	if (part == 0)
		judge_rates(m, st, english, &found, out);
	for (size_t i = from; i < to; i++)
		if (data_checks[i].sql != NULL && run(st, measures_county(m), today, data_checks[i].sql, english, &found, out) != 0)
			return -1;
	for (size_t i = from; i < to; i++) {
		struct check_row *r = found.bad[i] > 0 || found.seen[i] == 0 ? NULL : add_row(out, i, ARITH_HOLDS);
		if (r != NULL)
			r->checked = found.seen[i];
	}
	qsort(out->rows + first, (size_t)(out->count - first), sizeof *out->rows, by_check);
	return 0;
}
