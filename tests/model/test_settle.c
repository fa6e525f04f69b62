#include "tests/support/test.h"

#include "model/figures/settle.h"

static const struct settle nothing = {
	SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE,
	{ SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE }, SETTLE_NONE, SETTLE_NONE, 0,
};

static void
rate_read__missing__is_not_zero(void **state)
{
	struct settle s = nothing;
	struct rate_value v;

	(void)state;
	for (int r = 0; r < RATE_COUNT; r++) {
		rate_read(&s, (enum rate)r, 50, &v);
		assert_true(v.value == SETTLE_NONE);
		assert_false(v.few);
	}
	s.instant = 0;
	s.eligible = 0;
	rate_read(&s, RATE_INSTANT, 50, &v);
	assert_true(v.value == SETTLE_NONE);           /* nothing of nothing is no rate */
	s.eligible = 10;
	rate_read(&s, RATE_INSTANT, 50, &v);
	assert_int_equal(v.value, 0);
	assert_true(v.few);
}

static void
rate_read__shares__name_their_parts(void **state)
{
	struct settle s = nothing;
	struct rate_value v;

	(void)state;
	s.cases = 100; s.instant = 80; s.eligible = 90; s.total = 1000000; s.scope = 800000; s.paid = 700000; s.oop = 300000;
	s.layer[LAYER_BASIC] = 500000; s.layer[LAYER_AID] = 100000; s.layer[LAYER_BACKSTOP] = 100000;
	rate_read(&s, RATE_INSTANT, 50, &v);
	assert_int_equal(v.value, 8889);
	assert_int_equal(v.whole, 90);
	assert_false(v.money);
	rate_read(&s, RATE_SCOPE, 50, &v);
	assert_int_equal(v.part, 600000);              /* the backstop is no part of the three guarantees */
	assert_int_equal(v.value, 7500);
	rate_read(&s, RATE_BURDEN, 50, &v);
	assert_int_equal(v.value, 3000);
	rate_read(&s, RATE_CASES, 50, &v);
	assert_int_equal(v.value, 100);
}

static void
run_of_months__counts_back_to_the_first_turn(void **state)
{
	const int64_t falling[] = { 90, 95, 94, 93, 91 }, rising[] = { 95, 90, 91 }, gap[] = { 96, 95, SETTLE_NONE, 94, 93 };
	const int64_t level[] = { 95, 94, 94 }, one[] = { 95 };

	(void)state;
	assert_int_equal(run_of_months(falling, 5), 3);
	assert_int_equal(run_of_months(rising, 3), -1);
	assert_int_equal(run_of_months(gap, 5), 1);
	assert_int_equal(run_of_months(gap, 3), 0);
	assert_int_equal(run_of_months(level, 3), 0);
	assert_int_equal(run_of_months(one, 1), 0);
}

static void
rate_lamp__target_and_direction(void **state)
{
	const struct room_rules *r = &room_rules_default;

	(void)state;
	assert_int_equal(rate_lamp(9500, SETTLE_NONE, 9500, true, r), LAMP_GREEN);
	assert_int_equal(rate_lamp(9499, SETTLE_NONE, 9500, true, r), LAMP_YELLOW);
	assert_int_equal(rate_lamp(9000, SETTLE_NONE, 9500, true, r), LAMP_YELLOW);
	assert_int_equal(rate_lamp(8999, SETTLE_NONE, 9500, true, r), LAMP_RED);
	assert_int_equal(rate_lamp(1100, SETTLE_NONE, 1000, false, r), LAMP_YELLOW);
	assert_int_equal(rate_lamp(9000, 9100, SETTLE_NONE, true, r), LAMP_YELLOW);
	assert_int_equal(rate_lamp(9000, 8900, SETTLE_NONE, true, r), LAMP_GREEN);
	assert_int_equal(rate_lamp(9000, 8900, SETTLE_NONE, false, r), LAMP_YELLOW);
	assert_int_equal(rate_lamp(SETTLE_NONE, 8900, 9500, true, r), LAMP_GREY);
}

static void
settle_judge_layers__rounds_by_the_printed_digit(void **state)
{
	struct settle s = nothing;
	struct arith_result r;

	(void)state;
	assert_false(settle_judge_layers(&s, &r));
	s.layer[LAYER_BASIC] = 32985300000; s.layer[LAYER_CATASTROPHIC] = 5421500000;
	s.layer[LAYER_AID] = 4910900000; s.layer[LAYER_BACKSTOP] = 3128800000;
	assert_false(settle_judge_layers(&s, &r));
	s.paid = 46446400000;
	s.precision = 100000;
	assert_true(settle_judge_layers(&s, &r));
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	s.precision = 1;
	assert_true(settle_judge_layers(&s, &r));
	assert_int_equal(r.verdict, ARITH_MISMATCH);
	s.total = 50000000000; s.oop = 3553600000;
	assert_true(settle_judge_burden(&s, &r));
	assert_int_equal(r.verdict, ARITH_EXACT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rate_read__missing__is_not_zero),
		cmocka_unit_test(rate_read__shares__name_their_parts),
		cmocka_unit_test(run_of_months__counts_back_to_the_first_turn),
		cmocka_unit_test(rate_lamp__target_and_direction),
		cmocka_unit_test(settle_judge_layers__rounds_by_the_printed_digit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
