#include "tests/support/test.h"

#include "console/term/pace.h"

enum { SMALL = 300, LARGE = 2000 };

/* A frame at `ms`, when one may go: true, and asks where pacing wants it. */
static bool
frame(struct pace *p, int64_t ms, size_t bytes)
{
	if (!pace_may(p, ms))
		return false;
	pace_sent(p, bytes, pace_asks(p), ms);
	return true;
}

/* The probe of the first frame, answered after `took` ms. */
static struct pace
probed(int64_t took)
{
	struct pace p = { 0 };

	assert_true(frame(&p, 1000, LARGE));
	assert_int_equal(p.asked, 1);
	pace_answered(&p, 1000 + took);
	return p;
}

static void
pace__fast_answer__never_asked_again(void **state)
{
	struct pace p = probed(10);
	(void)state;
	for (int64_t ms = 2000; ms < 2100; ms++)
		assert_true(frame(&p, ms, LARGE));
	assert_int_equal(p.asked, 0);
}

static void
pace__slow_answer__one_large_frame_in_flight_or_two_small(void **state)
{
	struct pace p = probed(400);
	(void)state;
	assert_true(frame(&p, 2000, LARGE));
	assert_false(frame(&p, 2010, LARGE));
	pace_answered(&p, 2400);
	assert_true(frame(&p, 2401, SMALL));
	assert_true(frame(&p, 2402, SMALL));
	assert_false(frame(&p, 2403, SMALL));
	pace_answered(&p, 2800);
	assert_true(frame(&p, 2801, SMALL));
	assert_false(frame(&p, 2802, SMALL));
}

/* A probe behind its own long frame must not let frames out meanwhile. */
static void
pace__no_answer_yet__slow_at_once(void **state)
{
	struct pace p = { 0 };
	(void)state;
	assert_true(frame(&p, 1000, LARGE));
	assert_true(frame(&p, 1050, LARGE));
	assert_true(frame(&p, 1251, LARGE));         /* 250 ms have passed: one more, with its question */
	assert_false(frame(&p, 1260, LARGE));
	assert_int_equal(pace_wait(&p, 1260), 241);
	pace_answered(&p, 3000);                     /* the probe's */
	assert_true(p.slow);
	assert_false(frame(&p, 3010, LARGE));        /* the second one's is still under way */
	pace_answered(&p, 3100);
	assert_true(frame(&p, 3110, LARGE));
}

static void
pace__lost_answer__waited_for_and_then_let_go(void **state)
{
	struct pace p = probed(300);
	(void)state;
	assert_true(frame(&p, 2000, LARGE));
	assert_false(frame(&p, 2000 + p.wait_ms - 1, LARGE));
	assert_true(frame(&p, 2000 + p.wait_ms, LARGE));
	assert_false(frame(&p, 2001 + p.wait_ms, LARGE));
}

static void
pace__never_an_answer__a_frame_each_quarter_second_and_asked_no_more_after_five(void **state)
{
	struct pace p = { 0 };
	int frames = 0, asked = 0;
	(void)state;
	for (int64_t ms = 1000; ms < 6000; ms++) {
		bool asks = pace_asks(&p);
		if (pace_may(&p, ms)) {
			pace_sent(&p, LARGE, asks, ms);
			frames += ms > 1100;
			asked += asks;
		}
	}
	assert_in_range(frames, 16, 22);
	assert_in_range(asked, 1, PACE_ASKED_MAX);
	for (int64_t ms = 6500; ms < 7000; ms++)
		frame(&p, ms, LARGE);
	assert_true(p.deaf);
	assert_false(pace_asks(&p));
	assert_true(frame(&p, 7000, LARGE));
	assert_true(frame(&p, 7001, LARGE));
}

static void
pace__answer_nobody_asked_for__ignored(void **state)
{
	struct pace p = { 0 };
	(void)state;
	pace_answered(&p, 1000);
	assert_false(p.known);
	assert_int_equal(p.asked, 0);
}

/* The first answer came late because the machine had much to do. */
static void
pace__answers_become_fast__no_longer_paced(void **state)
{
	struct pace p = probed(100);
	int64_t ms = 2000;
	(void)state;
	for (; p.slow && ms < 2100; ms += 2) {
		assert_true(frame(&p, ms, LARGE));
		pace_answered(&p, ms + 1);
	}
	assert_false(p.slow);
	assert_true(frame(&p, ms, LARGE));
	assert_int_equal(p.asked, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pace__fast_answer__never_asked_again),
		cmocka_unit_test(pace__slow_answer__one_large_frame_in_flight_or_two_small),
		cmocka_unit_test(pace__no_answer_yet__slow_at_once),
		cmocka_unit_test(pace__lost_answer__waited_for_and_then_let_go),
		cmocka_unit_test(pace__never_an_answer__a_frame_each_quarter_second_and_asked_no_more_after_five),
		cmocka_unit_test(pace__answer_nobody_asked_for__ignored),
		cmocka_unit_test(pace__answers_become_fast__no_longer_paced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
