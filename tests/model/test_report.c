#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/flow/report.h"

static struct calendar cal;

static int
set_up(void **state)
{
	(void)state;
	/* May 2020: Labour Day to the 5th, Saturday the 9th was worked. */
	for (int day = 1; day <= 5; day++)
		assert_int_equal(calendar_add(&cal, civil_day(2020, 5, day), false), 0);
	assert_int_equal(calendar_add(&cal, civil_day(2020, 5, 9), true), 0);
	calendar_sort(&cal);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	calendar_clear(&cal);
	return 0;
}

static struct report_standing
judged(const char *status, const char *due, const char *submitted, const char *today)
{
	struct report_standing s;

	report_judge(status, civil_parse(due), submitted != NULL ? civil_parse(submitted) : CIVIL_NONE, civil_parse(today),
	             &cal, &room_rules_default, &s);
	return s;
}

static void
report_due_day__is_the_10th_of_the_next_month(void **state)
{
	(void)state;
	assert_int_equal(report_due_day(month_parse("2020-05")), civil_parse("2020-06-10"));
	assert_int_equal(report_due_day(month_parse("2019-12")), civil_parse("2020-01-10"));
}

static void
report_judge__due_on_a_day_off__warns_before_and_is_not_shifted(void **state)
{
	struct report_standing s = judged("EXPECTED", "2020-05-10", NULL, "2020-05-06");

	(void)state;
	assert_int_equal(s.warn, civil_parse("2020-05-09"));
	assert_int_equal(s.state, REPORT_DUE);
	assert_int_equal(s.days, 4);
	assert_true(s.soon);                                /* 7, 8 and 9 May are the workdays left */
	assert_false(judged("EXPECTED", "2020-05-10", NULL, "2020-04-28").soon);
	assert_int_equal(judged("EXPECTED", "2020-05-10", NULL, "2020-05-11").state, REPORT_OVERDUE);
}

/* A record whose day cannot be read: late by nothing. */
static void
report_judge__no_due_day__is_late_by_nothing(void **state)
{
	struct report_standing s = judged("EXPECTED", "-", NULL, "2020-05-11");

	(void)state;
	assert_int_equal(s.state, REPORT_DUE);
	assert_int_equal(s.days, 0);
	assert_false(s.counted);
	assert_true(judged("ACCEPTED", "-", "2020-05-10", "2020-06-18").punctual);
}

static void
report_judge__handed_in__by_its_day_and_later(void **state)
{
	struct report_standing s = judged("ACCEPTED", "2020-05-10", "2020-05-10", "2020-06-18");

	(void)state;
	assert_int_equal(s.state, REPORT_ON_TIME);
	assert_true(s.counted && s.punctual);
	s = judged("SUBMITTED", "2020-05-10", "2020-05-13", "2020-06-18");
	assert_int_equal(s.state, REPORT_MADE_UP);
	assert_int_equal(s.days, 3);
	assert_true(s.counted && !s.punctual);
	s = judged("SUBMITTED", "2020-05-10", "2020-05-13", "2020-05-12");      /* looked back to before it came */
	assert_int_equal(s.state, REPORT_OVERDUE);
	assert_int_equal(s.days, 2);
}

static void
report_judge__returned_and_draft__keep_their_words(void **state)
{
	struct report_standing s = judged("RETURNED", "2020-06-10", "2020-06-09", "2020-06-18");

	(void)state;
	assert_int_equal(s.state, REPORT_RETURNED);
	assert_int_equal(s.days, 8);
	assert_int_equal(s.lateness, LATENESS_OVERDUE);     /* not on time until it is sent again */
	assert_true(s.counted && !s.punctual);
	assert_int_equal(judged("DRAFT", "2020-07-10", NULL, "2020-06-18").state, REPORT_DRAFT);
	assert_int_equal(judged("DRAFT", "2020-06-10", NULL, "2020-06-18").state, REPORT_OVERDUE);
	assert_false(judged("DRAFT", "2020-07-10", NULL, "2020-06-18").counted);
	/* Nor is a returned one that is being drafted anew, though it still bears the day it was first sent. */
	s = judged("DRAFT", "2020-06-10", "2020-06-09", "2020-06-18");
	assert_false(s.punctual);
	assert_int_equal(s.state, REPORT_OVERDUE);
	s = judged("SUBMITTED", "2020-06-10", "2020-06-12", "2020-06-18");
	assert_int_equal(s.state, REPORT_MADE_UP);
}

static void
report_answer__reads_a_cell(void **state)
{
	(void)state;
	assert_int_equal(report_answer("210-", 0), 2);
	assert_int_equal(report_answer("210-", 2), 0);
	assert_int_equal(report_answer("210-", 3), -1);
	assert_int_equal(report_answer("210-", 11), -1);        /* a short matrix: unseen, not read past */
	assert_int_equal(report_answer("9", 0), -1);
}

static void
report_matrix_ok__as_many_cells_as_the_plan_has(void **state)
{
	(void)state;
	assert_true(report_matrix_ok("012-012-012-", 12));
	assert_true(report_matrix_ok("012-0", 5));
	assert_false(report_matrix_ok("012-0", 12));
	assert_false(report_matrix_ok("0123", 4));
	assert_false(report_matrix_ok("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(report_due_day__is_the_10th_of_the_next_month),
		cmocka_unit_test(report_judge__due_on_a_day_off__warns_before_and_is_not_shifted),
		cmocka_unit_test(report_judge__no_due_day__is_late_by_nothing),
		cmocka_unit_test(report_judge__handed_in__by_its_day_and_later),
		cmocka_unit_test(report_judge__returned_and_draft__keep_their_words),
		cmocka_unit_test(report_answer__reads_a_cell),
		cmocka_unit_test(report_matrix_ok__as_many_cells_as_the_plan_has),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
