
#include "model/room/civil.h"
#include "model/records/grow.h"
#include "model/text/language.h"
#include "store/measure/checks.h"
#include "store/measure/checks_data.sql.h"
#include "store/cache/db.h"

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
	{ "DQ-UNIT", N_("yuan and 10k yuan not confused"), SQL_DATA_UNIT, ARITH_SUSPECT },
	{ "DQ-FUTURE", N_("nothing from days to come"), SQL_DATA_FUTURE, ARITH_SUSPECT },
	{ "DQ-CODE", N_("place codes valid on their day"), SQL_DATA_CODE, ARITH_MISMATCH },
	{ "DQ-DATES", N_("tasks start and issues are found before they are due"), SQL_DATA_DATES, ARITH_SUSPECT },
	{ "DQ-VILLAGE", N_("villages lie in their township"), SQL_DATA_VILLAGE, ARITH_MISMATCH },
	{ "DQ-COUNTED", N_("figures in their indicator's unit"), SQL_DATA_COUNTED, ARITH_MISMATCH },
	{ "DQ-HOTLINE", N_("hotlines have the place's area code"), SQL_DATA_HOTLINE, ARITH_MISMATCH },
	{ "DQ-OWNER", N_("tasks have a post and a unit that answer for them"), SQL_DATA_OWNER, ARITH_GAP },
	{ "DQ-LEAD", N_("groups have a lead and members"), SQL_DATA_LEAD, ARITH_GAP },
	{ "DQ-COVERED", N_("places with poor people have a supervision group"), SQL_DATA_COVERED, ARITH_GAP },
	{ "DQ-ONEGROUP", N_("places have one supervision group"), NULL, ARITH_CONFLICT },
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
	struct check_row *r = GROW(out->rows, out->count);

	r->kind = CHECK_DATA;
	snprintf(r->id, sizeof r->id, "%s", data_checks[i].id);
	snprintf(r->title, sizeof r->title, "%s", data_checks[i].title);
	r->result.verdict = verdict;
	return r;
}

static struct rational
number(const struct rows *r, int column, const char *unit)
{
	return rational(row_int64(r, column), strcmp(unit, "bp") == 0 ? 10000 : 1);
}

COLUMNS(columns, struct check_row, COL_SKIP, COL(division), COL(period), COL(record), COL(expr), COL_SKIP, COL_SKIP,
	COL_SKIP, COL(unit))

static void
read_row(const struct rows *q, struct store *st, bool english, struct check_row *r)
{
	row_fill(q, columns, r);
	store_division(st, r->division, english, r->place, sizeof r->place);
	r->result.has_expected = row_or_none(q, 6) != INT64_MIN;
	r->result.computed = number(q, 5, r->unit);
	r->result.expected = number(q, 6, r->unit);
	r->result.difference = rational_sub(r->result.computed, r->result.expected);
	r->result.tolerance = number(q, 7, r->unit);
}

static int
run(struct store *st, const char *county, int32_t today, const char *sql, bool english, struct found *found,
    struct checks *out)
{
	/* Not every one asks for the day. */
	struct rows q = store_rows(st, sql, "data checks", BIND(T(county), DAY(today)));

	while (rows_next(&q)) {
		size_t i = check_find(row_text(&q, 0));
		if (strcmp(row_text(&q, 0), "seen") == 0)
			found->seen[check_find(row_text(&q, 3))] += row_int(&q, 5);
		else if (++found->bad[i] <= SHOWN_EACH)
			read_row(&q, st, english, add_row(out, i, data_checks[i].verdict));
	}
	return rows_close(&q);
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
		if (strcmp(all[i].unit, "bp") != 0 || !all[i].up || all[i].target == MEASURE_NONE ||
		    all[i].target > 10000 || !measure_latest(m, all[i].id, measures_county(m), "", period))
			continue;
		for (int k = -1; k < towns; k++) {
			struct measure_at at = { k < 0 ? measures_county(m) : places[k].code, period, "" };
			struct measure v;
			struct check_row *r;
			measure_indicator(m, all[i].id, &at, &v);
			if (v.state != MEASURE_KNOWN || v.from == MEASURE_FIGURE)
				continue;              /* a published one is judged by its own row */
			found->seen[rate]++;
			if (rational_cmp(v.range.low, rational(1, 1)) <= 0 &&
			    rational_cmp(v.range.high, rational(0, 1)) >= 0)
				continue;
			if (++found->bad[rate] > SHOWN_EACH)
				continue;
			r = add_row(out, rate, ARITH_ALERT);
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
	size_t half = check_find("DQ-TWICE");      /* of the time they take */
	size_t from = part == 0 ? 0 : half, to = part == 0 ? half : DATA_CHECKS;
	int first = out->count;

	if (part == 0)
		judge_rates(m, st, english, &found, out);
	for (size_t i = from; i < to; i++)
		if (data_checks[i].sql != NULL &&
		    run(st, measures_county(m), measures_today(m), data_checks[i].sql, english, &found, out) != 0)
			return -1;
	for (size_t i = from; i < to; i++) {
		struct check_row *r = found.bad[i] > 0 || found.seen[i] == 0 ? NULL : add_row(out, i, ARITH_HOLDS);
		if (r != NULL)
			r->checked = found.seen[i];
	}
	if (out->count > first + 1)
		qsort(out->rows + first, (size_t)(out->count - first), sizeof *out->rows, by_check);
	return 0;
}
