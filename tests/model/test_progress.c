#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/figures/progress.h"

static void
task_credit__unchecked_counts_at_most_90(void **state)
{
	(void)state;
	assert_int_equal(task_credit("CHECKED", 100), 10000);
	assert_int_equal(task_credit("CHECKED", -1), 10000);
	assert_int_equal(task_credit("DONE", 100), 9000);
	assert_int_equal(task_credit("DONE", -1), 9000);
	assert_int_equal(task_credit("DONE", 80), 8000);
	assert_int_equal(task_credit("DOING", 100), 10000);
	assert_int_equal(task_credit("DOING", 35), 3500);
	assert_int_equal(task_credit("TODO", -1), 0);
}

static void
trail_parse__reads_what_is_well_formed(void **state)
{
	struct trail_point p[4];

	(void)state;
	assert_int_equal(trail_parse("[[\"2020-06-01\",40],[\"2020-06-05\", 55]]", p, 4), 2);
	assert_int_equal(p[1].pct, 55);
	assert_int_equal(p[1].day, civil_parse("2020-06-05"));
	assert_int_equal(trail_parse("[]", p, 4), 0);
	assert_int_equal(trail_parse("", p, 4), 0);
	assert_int_equal(trail_parse("[[\"2020-06-01\",40],[\"2020-13-05\",55]]", p, 4), 1);
	assert_int_equal(trail_parse("[[\"2020-06-01\",400]]", p, 4), 0);
	assert_int_equal(trail_parse("[[\"2020-06-02\",40],[\"2020-06-01\",50]]", p, 4), 1);
	assert_int_equal(trail_parse("[[\"2020-06-01\",1],[\"2020-06-02\",2],[\"2020-06-03\",3]]", p, 2), 2);
}

static void
task_series__looks_back_along_the_trail(void **state)
{
	int32_t today = civil_parse("2020-06-18");
	int credit[PROGRESS_DAYS];

	(void)state;
	task_series("DOING", 60, "[[\"2020-06-10\",20],[\"2020-06-16\",60]]", CIVIL_NONE, today, false, credit);
	assert_int_equal(credit[0], 6000);
	assert_int_equal(credit[2], 6000);
	assert_int_equal(credit[3], 2000);
	assert_int_equal(credit[9], 0);
	task_series("DOING", 60, NULL, CIVIL_NONE, today, false, credit);
	assert_int_equal(credit[14], 6000);
	task_series("DOING", 60, "[[\"2020-06-10\",20],[\"2020-06-16\",60]]", CIVIL_NONE, today - 4, true, credit);
	assert_int_equal(credit[0], 2000);
	task_series("CHECKED", 100, "[[\"2020-06-10\",50],[\"2020-06-16\",100]]", CIVIL_NONE, today, false, credit);
	assert_int_equal(credit[2], 10000);
	assert_int_equal(credit[3], 5000);
	task_series("CHECKED", 100, "[[\"2020-06-10\",50],[\"2020-06-16\",100]]", CIVIL_NONE, today - 4, true, credit);
	assert_int_equal(credit[0], 5000);          /* not yet checked on the day looked back to */
	task_series("CHECKED", 100, "[[\"2020-06-10\",50],[\"2020-06-14\",100]]", today - 1, today, false, credit);
	assert_int_equal(credit[1], 10000);
	assert_int_equal(credit[2], 9000);          /* reported done, and checked on the day after */
	task_series("DOING", 60, "[[\"2020-06-10\",100],[\"2020-06-16\",60]]", CIVIL_NONE, today, false, credit);
	assert_int_equal(credit[3], 9000);          /* returned since */
}

static void
progress_roll__weighs_children_and_survives_cycles(void **state)
{
	struct progress_node n[] = {
		{ .parent = -1, .weight = 1 },
		{ .parent = 0, .weight = 3, .credit = { 8000 } },
		{ .parent = 0, .weight = 1 },
		{ .parent = 2, .weight = 1, .credit = { 2000 } },
		{ .parent = 2, .weight = 1, .credit = { 6000 } },
		{ .parent = 6, .weight = 1, .credit = { 11 } },
		{ .parent = 5, .weight = 1, .credit = { 22 } },
	};

	(void)state;
	assert_int_equal(progress_roll(n, 7), 0);
	assert_int_equal(n[2].credit[0], 4000);
	assert_int_equal(n[0].credit[0], 7000);
	assert_int_equal(n[5].credit[0], 11);
}

/* Many roundings do not add up, and what is not whole is never shown as whole. */
static void
progress_mean__rounded_once(void **state)
{
	struct progress_node third = { .weight = 1, .credit = { 33333333 }, .pace = 66666667 };
	struct progress_node whole = { .weight = 1, .credit = { FINE_WHOLE } }, most = { .weight = 30000, .credit = { FINE_WHOLE } };
	struct progress_sum sum = { 0 }, near = { 0 };
	int bp[PROGRESS_DAYS] = { 9999 };

	(void)state;
	for (int i = 0; i < 3; i++)
		progress_add(&sum, &third);
	assert_int_equal(progress_mean(&sum, 0), 3333);
	assert_int_equal(progress_pace(&sum), 6667);
	progress_leaf(&third, bp);
	assert_int_equal(third.credit[0], 99990000);
	progress_add(&near, &most);
	progress_add(&near, &third);
	assert_int_equal(progress_mean(&near, 0), 9999);
	progress_add(&sum, &whole);
	assert_int_equal(progress_mean(&sum, 0), 5000);
	assert_int_equal(progress_bp(FINE_WHOLE), 10000);
	assert_int_equal(progress_bp(FINE_WHOLE - 1), 9999);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(task_credit__unchecked_counts_at_most_90),
		cmocka_unit_test(trail_parse__reads_what_is_well_formed),
		cmocka_unit_test(task_series__looks_back_along_the_trail),
		cmocka_unit_test(progress_mean__rounded_once),
		cmocka_unit_test(progress_roll__weighs_children_and_survives_cycles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
