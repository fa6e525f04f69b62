#include "tests/support/test.h"

#include "model/figures/source.h"

#define DAY (24 * 3600)
#define NOW 1592442000        /* 2020-06-18 09:00 in the room */

static enum source_state
state_of(struct source_in in)
{
	struct source_standing s;

	source_judge(&in, NOW, &s);
	return s.state;
}

static void
source__age__against_its_interval(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - DAY }), SOURCE_FRESH);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - DAY - 1 }), SOURCE_OVERDUE);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - 2 * DAY }), SOURCE_OVERDUE);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - 2 * DAY - 1 }), SOURCE_MISSED);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440 }), SOURCE_NEVER);
	assert_int_equal(state_of((struct source_in){ .good = NOW - 900 * DAY }), SOURCE_ASKED);
}

static void
source__held_and_failing__come_first(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW, .held = true, .failed = NOW + 1 }), SOURCE_HELD);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - 60, .failed = NOW }), SOURCE_FAILING);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW, .failed = NOW - 60 }), SOURCE_FRESH);
}

static void
source__behind__unless_stale(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - DAY, .behind = true }), SOURCE_BEHIND);
	assert_int_equal(state_of((struct source_in){ .every_minutes = 1440, .good = NOW - 3 * DAY, .behind = true }), SOURCE_MISSED);
	assert_int_equal(state_of((struct source_in){ .good = NOW - 3 * DAY, .behind = true }), SOURCE_BEHIND);
}

static void
source__out__by_the_month(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct source_in){ .out = true, .good = NOW - 17 * DAY }), SOURCE_SENT);        /* 1 June */
	assert_int_equal(state_of((struct source_in){ .out = true, .good = NOW - 18 * DAY }), SOURCE_DUE);         /* 31 May */
	assert_int_equal(state_of((struct source_in){ .out = true, .good = NOW - 49 * DAY }), SOURCE_MISSED);      /* 30 April */
}

static void
source__reason__cut_up(void **state)
{
	struct source_reason r;

	(void)state;
	source_reason_parse("SHRUNK 8519 11286 2000", &r);
	assert_int_equal(r.count, 4);
	assert_string_equal(r.words[3], "2000");
	source_reason_parse("", &r);
	assert_int_equal(r.count, 0);
	source_reason_parse("a b c d e f", &r);
	assert_int_equal(r.count, 4);
	assert_string_equal(r.words[3], "d e f");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(source__age__against_its_interval), cmocka_unit_test(source__held_and_failing__come_first),
		cmocka_unit_test(source__behind__unless_stale), cmocka_unit_test(source__out__by_the_month), cmocka_unit_test(source__reason__cut_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
