#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/room/civil.h"
#include "store/measure/settlements.h"
#include "tests/support/packs.h"

static struct store *
open_pack(const char *name)
{
	char error[256];
	struct store *st = store_open(stage_pack(name), NULL, error, sizeof error);

	assert_non_null(st);
	return st;
}

static void
settle_view__huoqiu__has_years_and_no_townships(void **state)
{
	struct store *st = open_pack("huoqiu-2018");
	struct settle_slice slices[SETTLE_SLICES];
	struct settle_view v;
	struct arith_result r;
	struct rate_value rate;

	(void)state;
	assert_int_equal(settle_slices(st, "341522", slices), 6);
	assert_string_equal(slices[0].svc, "IP");           /* the first that has amounts */
	assert_int_equal(settle_view(st, "341522", &slices[0], "2019-01", civil_parse("2019-01-15"), false, &v), 0);
	assert_true(v.yearly);
	assert_string_equal(v.period, "2018");
	assert_false(v.places_known);
	assert_true(v.county.months[SETTLE_MONTHS - 2].cases == SETTLE_NONE);
	rate_read(&v.county.months[SETTLE_MONTHS - 1], RATE_ACTUAL, 50, &rate);
	assert_int_equal(rate.value, 9217);
	assert_true(settle_judge_layers(&v.county.months[SETTLE_MONTHS - 1], &r));
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	settle_view_clear(&v);
	store_close(st);
}

static void
settle_view__shidian__thirteen_townships_by_month(void **state)
{
	struct store *st = open_pack("shidian-2020");
	struct settle_slice slices[SETTLE_SLICES];
	struct settle_view v;
	struct settle_source source;
	int64_t cases = 0;

	(void)state;
	assert_true(settle_slices(st, "530521", slices) > 0);
	assert_int_equal(settle_view(st, "530521", &slices[0], "2020-06", civil_parse("2020-06-18"), false, &v), 0);
	assert_string_equal(v.period, "2020-05");
	assert_int_equal(v.count, 13);
	for (int i = 0; i < v.count; i++)
		cases += v.places[i].months[SETTLE_MONTHS - 1].cases;
	assert_int_equal(cases, v.county.months[SETTLE_MONTHS - 1].cases);
	assert_true(v.county.months[0].cases == SETTLE_NONE);        /* no year to compare with: missing, not zero */
	assert_int_equal(settle_source(st, "530521", &slices[0], "2020-05", &source), 0);
	assert_true(source.sample);
	assert_int_equal(settle_source(st, "530521", &slices[0], "2031-05", &source), 1);
	settle_view_clear(&v);
	assert_int_equal(settle_view(st, "530521", &slices[0], "2020-02", civil_parse("2020-06-18"), false, &v), 0);
	assert_string_equal(v.period, "2020-02");
	settle_view_clear(&v);
	store_close(st);
}

static void
indicator_get__target_falls_back_to_the_parameter(void **state)
{
	struct store *st = open_pack("huoqiu-2018");
	struct indicator ind;

	(void)state;
	assert_int_equal(indicator_get(st, "instant_rate", civil_parse("2019-01-15"), false, &ind), 0);
	assert_false(ind.known);
	assert_int_equal(ind.target, 9500);
	assert_int_equal(indicator_get(st, "actual_bp", civil_parse("2019-01-15"), false, &ind), 0);
	assert_true(ind.known);
	assert_true(ind.target == SETTLE_NONE);
	store_close(st);
}

/* A county of two townships: May whole, with money and cases that no township has; June without the county's own row. */
static const char two_sql[] =
	"INSERT INTO division (id, rev, level, name) VALUES ('530000', 1, 3, 'county');"
	"INSERT INTO division (id, rev, parent, level, name) VALUES ('530000101', 1, '530000', 4, 'A'), ('530000102', 1, '530000', 4, 'B');"
	"INSERT INTO settlement (id, rev, period, division, scope, svc, pop, cases, eligible_cases, total_fen, paid_fen, precision_fen) VALUES"
	" ('c5', 1, '2020-05', '530000', NULL, NULL, NULL, 45, 45, 2100, 1500, 1), ('a5', 1, '2020-05', '530000101', NULL, NULL, NULL, 30, 30, 1000, NULL, 1),"
	" ('b5', 1, '2020-05', '530000102', 'ALL', 'ALL', 'ALL', 10, 15, 1000, 700, 1),"
	" ('a6', 1, '2020-06', '530000101', 'ALL', 'ALL', 'ALL', 33, 33, 1100, 800, 1);";

static void
settle_view__what_no_township_has__is_a_row(void **state)
{
	struct store *st = store_adopt(stage_memory(two_sql));
	struct settle_slice all = { "ALL", "ALL", "ALL" };
	struct settle_view v;
	const struct settle *rest;

	(void)state;
	assert_int_equal(settle_view(st, "530000", &all, "2020-05", civil_parse("2020-06-18"), false, &v), 0);
	assert_true(v.rest);
	assert_int_equal(v.count, 3);
	assert_string_equal(v.places[2].code, "");
	rest = &v.places[2].months[SETTLE_MONTHS - 1];
	assert_int_equal(rest->cases, 5);
	assert_int_equal(rest->total, 100);
	assert_int_equal(rest->eligible, 0);
	assert_true(rest->paid == SETTLE_NONE);              /* A's is not known: missing is not zero */
	assert_string_equal(v.newer, "");
	settle_view_clear(&v);
	assert_int_equal(settle_view(st, "530000", &all, "2020-06", civil_parse("2020-06-18"), false, &v), 0);
	assert_string_equal(v.period, "2020-05");
	assert_string_equal(v.newer, "2020-06");             /* not silently May */
	assert_int_equal(v.newer_places, 1);
	settle_view_clear(&v);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settle_view__huoqiu__has_years_and_no_townships),
		cmocka_unit_test(settle_view__shidian__thirteen_townships_by_month),
		cmocka_unit_test(settle_view__what_no_township_has__is_a_row),
		cmocka_unit_test(indicator_get__target_falls_back_to_the_parameter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
