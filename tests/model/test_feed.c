#include "tests/support/test.h"

#include "model/figures/feed.h"

#define DAY (24 * 3600)
#define NOW 1592442000        /* 2020-06-18 09:00 in the room */

static enum feed_state
state_of(struct feed_in in)
{
	struct feed_standing s;

	feed_judge(&in, NOW, &s);
	return s.state;
}

static void
feed__age__against_its_interval(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - DAY }), FEED_FRESH);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - DAY - 1 }), FEED_LATE);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - 2 * DAY }), FEED_LATE);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - 2 * DAY - 1 }), FEED_STALE);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440 }), FEED_NEVER);
	assert_int_equal(state_of((struct feed_in){ .good = NOW - 900 * DAY }), FEED_ASKED);
}

static void
feed__held_and_failing__come_first(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW, .held = true, .failed = NOW + 1 }), FEED_HELD);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - 60, .failed = NOW }), FEED_FAILING);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW, .failed = NOW - 60 }), FEED_FRESH);
}

static void
feed__behind__unless_stale(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - DAY, .behind = true }), FEED_BEHIND);
	assert_int_equal(state_of((struct feed_in){ .every_minutes = 1440, .good = NOW - 3 * DAY, .behind = true }), FEED_STALE);
	assert_int_equal(state_of((struct feed_in){ .good = NOW - 3 * DAY, .behind = true }), FEED_BEHIND);
}

static void
feed__out__by_the_month(void **state)
{
	(void)state;
	assert_int_equal(state_of((struct feed_in){ .out = true, .good = NOW - 17 * DAY }), FEED_SENT);        /* 1 June */
	assert_int_equal(state_of((struct feed_in){ .out = true, .good = NOW - 18 * DAY }), FEED_DUE);         /* 31 May */
	assert_int_equal(state_of((struct feed_in){ .out = true, .good = NOW - 49 * DAY }), FEED_MISSED);      /* 30 April */
}

static void
feed__reason__cut_up(void **state)
{
	struct feed_reason r;

	(void)state;
	feed_reason_parse("SHRUNK 8519 11286 2000", &r);
	assert_int_equal(r.count, 4);
	assert_string_equal(r.words[3], "2000");
	feed_reason_parse("", &r);
	assert_int_equal(r.count, 0);
	feed_reason_parse("a b c d e f", &r);
	assert_int_equal(r.count, 4);
	assert_string_equal(r.words[3], "d e f");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(feed__age__against_its_interval), cmocka_unit_test(feed__held_and_failing__come_first),
		cmocka_unit_test(feed__behind__unless_stale), cmocka_unit_test(feed__out__by_the_month), cmocka_unit_test(feed__reason__cut_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
