/* The four words of lateness: one meaning each. */
#include "tests/support/test.h"

#include <string.h>

#include "model/room/civil.h"
#include "model/room/lateness.h"

static struct calendar cal;
enum { THURSDAY = 18 };

static int32_t
june(int day)
{
	return civil_day(2020, 6, day);
}

static enum lateness
open_on(int due, int missed, int today)
{
	return lateness_open(june(due), missed > 0 ? june(missed) : CIVIL_NONE, june(today),
	                     due_soon_until(&cal, &room_rules_default, june(today)));
}

/* 2020-06-18 is a Thursday: Friday, Monday and Tuesday are the three workdays that are left until the 23rd. */
static void
lateness_open__before_its_day__due_soon_or_not(void **state)
{
	(void)state;
	assert_int_equal(open_on(THURSDAY, 0, THURSDAY), LATENESS_SOON);
	assert_int_equal(open_on(21, 0, THURSDAY), LATENESS_SOON);
	assert_int_equal(open_on(23, 0, THURSDAY), LATENESS_SOON);
	assert_int_equal(open_on(24, 0, THURSDAY), LATENESS_NONE);
	assert_int_equal(lateness_open(CIVIL_NONE, CIVIL_NONE, june(1), june(4)), LATENESS_NONE);
}

static void
lateness_open__past_its_day__overdue_in_the_grace_then_missed(void **state)
{
	(void)state;
	assert_int_equal(open_on(17, 0, THURSDAY), LATENESS_OVERDUE);
	assert_int_equal(open_on(1, 0, THURSDAY), LATENESS_OVERDUE);       /* without grace it is overdue till it is done */
	assert_int_equal(open_on(10, 19, THURSDAY), LATENESS_OVERDUE);
	assert_int_equal(open_on(10, 18, THURSDAY), LATENESS_MISSED);
}

static void
lateness_done__after_its_day__done_late(void **state)
{
	(void)state;
	assert_int_equal(lateness_done(june(10), june(10)), LATENESS_NONE);
	assert_int_equal(lateness_done(june(10), june(11)), LATENESS_MADE_UP);
	assert_int_equal(lateness_done(june(10), CIVIL_NONE), LATENESS_NONE);
}

/* On every day of a year, the last day that is due soon is the last with so few workdays left. */
static void
due_soon_until__any_day__as_many_workdays_as_the_rules_say(void **state)
{
	(void)state;
	for (int32_t day = civil_day(2020, 1, 1); day < civil_day(2021, 1, 1); day++) {
		int32_t until = due_soon_until(&cal, &room_rules_default, day);
		assert_true(workdays_between(&cal, day, until) <= room_rules_default.due_soon_workdays);
		assert_true(workdays_between(&cal, day, until + 1) > room_rules_default.due_soon_workdays);
	}
}

static void
lateness_find__words_and_codes(void **state)
{
	char text[32];

	(void)state;
	for (int l = LATENESS_NONE + 1; l < LATENESSES; l++) {
		assert_int_equal(lateness_find(lateness_defs[l].code), l);
		assert_int_equal(lateness_find(lateness_defs[l].word), l);
		assert_int_equal(lateness_find(lateness_defs[l].zh), l);
	}
	assert_int_equal(lateness_find("late"), LATENESSES);
	assert_int_equal(lateness_find(""), LATENESSES);
	lateness_days_text(LATENESS_OVERDUE, 3, text, sizeof text);
	assert_string_equal(text, "overdue 3d");
	lateness_days_text(LATENESS_SOON, 0, text, sizeof text);
	assert_string_equal(text, "due soon, today");
}

static int
holidays(void **state)
{
	(void)state;
	return calendar_add(&cal, june(25), false) | calendar_add(&cal, june(26), false) | calendar_add(&cal, june(28), true);
}

static int
no_holidays(void **state)
{
	(void)state;
	calendar_clear(&cal);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lateness_open__before_its_day__due_soon_or_not),
		cmocka_unit_test(lateness_open__past_its_day__overdue_in_the_grace_then_missed),
		cmocka_unit_test(lateness_done__after_its_day__done_late),
		cmocka_unit_test(due_soon_until__any_day__as_many_workdays_as_the_rules_say),
		cmocka_unit_test(lateness_find__words_and_codes),
	};

	return cmocka_run_group_tests(tests, holidays, no_holidays);
}
