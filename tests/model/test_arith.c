#include "tests/support/test.h"

#include "model/figures/arith.h"

/* The report's own figures, fen, as printed: money to 0.1 wan yuan (100000 fen), whole wan (1000000), rates. */
static const struct { const char *id; int64_t value, precision; bool bp; } figures[] = {
	{ "IP-TOTAL", 50393000000, 1000000, false }, { "IP-PAID", 46446400000, 100000, false },
	{ "IP-BASIC", 32985300000, 100000, false }, { "IP-CAT", 5421500000, 100000, false },
	{ "IP-AID", 4910900000, 100000, false }, { "IP-STOP", 3128800000, 100000, false },
	{ "IP-RATE", 9200, 100, true }, { "OP-RATE", 8660, 10, true },
	{ "OP-TOTAL", 13720500000, 100000, false }, { "OP-PAID", 11880800000, 100000, false },
	{ "OP-1", 7252400000, 100000, false }, { "OP-2", 1237500000, 100000, false }, { "OP-3", 536800000, 100000, false },
	{ "OP-4", 102900000, 100000, false }, { "OP-5", 2751100000, 100000, false },
	{ "IN", 213813, 1, false }, { "OUT", 358636, 1, false }, { "ALL", 572449, 1, false }, { "ALL-BAD", 572450, 1, false },
	{ "POP-A", 1460000, 10000, false }, { "POP-B", 1430000, 10000, false }, { "POOR", 125973, 1, false },
	{ "PREMIUM", 2267500000, 100000, false }, { "INSURED", 1431000, 1000, false }, { "ORDERED", 1568849, 1, false },
	{ "RAISED", 7156000000, 1000000, false }, { "SPENT", 10681800000, 100000, false },
};

static int
look_up(void *context, const char *id, struct arith_figure *out)
{
	(void)context;
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (strcmp(figures[i].id, id) == 0) {
			*out = (struct arith_figure){ .value = figures[i].value, .precision = figures[i].precision, .bp = figures[i].bp };
			return 0;
		}
	return -1;
}

static struct arith_result
judged(const char *check, const char *expr, const char *expect)
{
	struct arith_rule rule = { check, expr, expect, NULL };
	struct arith_result r;

	arith_judge(&rule, look_up, NULL, &r);
	return r;
}

static void
assert_verdict(const char *verdict, const char *check, const char *expr, const char *expect)
{
	struct arith_result r = judged(check, expr, expect);

	if (strcmp(arith_verdict_name(r.verdict), verdict) != 0)
		fail_msg("%s %s = %s: %s, not %s (%s)", check, expr, expect, arith_verdict_name(r.verdict), verdict, r.why);
}

static void
arith_judge__sum__a_tenth_off_is_rounding(void **state)
{
	struct arith_result r = judged("SUM", "IP-BASIC + IP-CAT + IP-AID + IP-STOP", "IP-PAID");
	int64_t n;

	(void)state;
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	assert_true(rational_whole(r.computed, &n));
	assert_int_equal(n, 46446500000);
	assert_true(rational_whole(r.difference, &n));
	assert_int_equal(n, 100000);
	assert_true(rational_whole(r.tolerance, &n));
	assert_int_equal(n, 250000);               /* (4 + 1) * 0.1 / 2 wan yuan */
	r = judged("SUM", "OP-1 + OP-2 + OP-3 + OP-4 + OP-5", "OP-PAID");
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	assert_true(rational_whole(r.difference, &n));
	assert_int_equal(n, -100000);
	assert_true(rational_whole(r.tolerance, &n));
	assert_int_equal(n, 300000);
}

static void
arith_judge__sum__the_tolerance_ends_where_it_ends(void **state)
{
	const int64_t parts[] = { 10, 20, 30 };
	struct arith_result r;

	(void)state;
	arith_judge_sum(parts, 3, 80, 10, &r);          /* (3 + 1) * 10 / 2 = 20 */
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	arith_judge_sum(parts, 3, 81, 10, &r);
	assert_int_equal(r.verdict, ARITH_MISMATCH);
	arith_judge_sum(parts, 3, 60, 10, &r);
	assert_int_equal(r.verdict, ARITH_EXACT);
	arith_judge_sum(parts, 3, 61, 0, &r);
	assert_int_equal(r.verdict, ARITH_MISMATCH);
}

static void
arith_judge__counts__are_not_rounded(void **state)
{
	(void)state;
	assert_verdict("EXACT", "SUM", "IN + OUT", "ALL");
	assert_verdict("MISMATCH", "SUM", "IN + OUT", "ALL-BAD");
}

static void
arith_judge__ratio__carries_the_precision_of_its_parts(void **state)
{
	char text[32];
	struct arith_result r = judged("RATIO", "IP-PAID / IP-TOTAL", "IP-RATE");

	(void)state;
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	rational_format(rational_mul(r.computed, rational(100, 1)), 2, false, text, sizeof text);
	assert_string_equal(text, "92.17");
	r = judged("RATIO", "OP-PAID / OP-TOTAL", "OP-RATE");
	assert_int_equal(r.verdict, ARITH_ROUNDING);
	rational_format(rational_mul(r.computed, rational(100, 1)), 1, false, text, sizeof text);
	assert_string_equal(text, "86.6");
	assert_verdict("MISMATCH", "RATIO", "IP-PAID / IP-TOTAL", "OP-RATE");
	assert_verdict("ROUNDING", "PRODUCT", "POOR * 180元", "PREMIUM");
}

static void
arith_judge__the_other_checks__have_their_own_words(void **state)
{
	(void)state;
	assert_verdict("CONFLICT", "SAME", "POP-A", "POP-B");
	assert_verdict("INFEASIBLE", "REACH", "INSURED / ORDERED", "100%");
	assert_verdict("ALERT", "MOST", "SPENT / RAISED", "100%");
	assert_verdict("HOLDS", "MOST", "RAISED / SPENT", "100%");
	assert_verdict("HOLDS", "LEAST", "IP-RATE", "75%");
	assert_verdict("ALERT", "LEAST", "IP-RATE", "95%");
	assert_verdict("GAP", "COVER", "42", "45");
	assert_verdict("SUSPECT", "DIFFER", "RAISED", "RAISED");
	assert_verdict("HOLDS", "DIFFER", "RAISED", "SPENT");
	assert_verdict("DERIVED", "DERIVE", "20000元 / 0.7 + 5000元", "");
	assert_verdict("EXACT", "EQUAL", "21 + 9 + 1", "31");
}

static void
arith_judge__a_missing_figure__is_not_zero(void **state)
{
	struct arith_result r = judged("SUM", "IN + NOT-THERE", "ALL");

	(void)state;
	assert_int_equal(r.verdict, ARITH_MISSING);
	assert_string_equal(r.why, "NOT-THERE");
	assert_verdict("MISSING", "SUM", "IN + OUT", "NOT-THERE");
}

static void
arith_judge__a_bad_rule__says_what_is_wrong(void **state)
{
	(void)state;
	assert_verdict("BROKEN", "SUM", "IN +", "ALL");
	assert_verdict("BROKEN", "SUM", "( IN + OUT", "ALL");
	assert_verdict("BROKEN", "SUM", "IN OUT", "ALL");
	assert_verdict("BROKEN", "SUM", "", "ALL");
	assert_verdict("BROKEN", "SUM", "IN + OUT", "");
	assert_verdict("BROKEN", "ADD", "IN + OUT", "ALL");
	assert_verdict("BROKEN", "SUM", "IN / ( OUT - OUT )", "ALL");
	assert_verdict("BROKEN", "SUM", "IN + ; DROP", "ALL");
	assert_verdict("BROKEN", "SUM", "99999999999999999999", "ALL");
	assert_verdict("BROKEN", "SUM", "((((((((((((((((((((((((1))))))))))))))))))))))))", "1");
	assert_verdict("BROKEN", "DERIVE", "IP-PAID * IP-PAID * IP-PAID * IP-PAID * IP-PAID", "");
}

static void
arith_judge__a_rule_may_name_its_failing(void **state)
{
	struct arith_rule rule = { "MOST", "SPENT / RAISED", "100%", "CONFLICT" };
	struct arith_result r;

	(void)state;
	arith_judge(&rule, look_up, NULL, &r);
	assert_int_equal(r.verdict, ARITH_CONFLICT);
	rule.expect = "200%";
	arith_judge(&rule, look_up, NULL, &r);
	assert_int_equal(r.verdict, ARITH_HOLDS);             /* what holds is not touched */
}

static void
arith_work__gives_the_value_and_its_denominator(void **state)
{
	struct arith_worked w;
	int64_t n;

	(void)state;
	arith_work("IN / OUT * 100", look_up, NULL, &w);
	assert_int_equal(w.verdict, ARITH_DERIVED);
	assert_true(w.has_whole && rational_whole(w.whole, &n));
	assert_int_equal(n, 358636);
	arith_work("IN / ( OUT - OUT )", look_up, NULL, &w);
	assert_int_equal(w.verdict, ARITH_BROKEN);
	assert_true(w.zero);
	arith_work("IN + NOT-THERE", look_up, NULL, &w);
	assert_int_equal(w.verdict, ARITH_MISSING);
	assert_string_equal(w.why, "NOT-THERE");
}

static void
rational_format__rounds__half_away_from_zero(void **state)
{
	char text[32];

	(void)state;
	rational_format(rational(125, 100), 1, false, text, sizeof text);
	assert_string_equal(text, "1.3");
	rational_format(rational(-125, 100), 1, true, text, sizeof text);
	assert_string_equal(text, "-1.3");
	rational_format(rational(1, 3), 2, true, text, sizeof text);
	assert_string_equal(text, "+0.33");
	rational_format(rational(-1, 1000), 2, true, text, sizeof text);
	assert_string_equal(text, "0.00");
	rational_format(rational(1, 0), 2, true, text, sizeof text);
	assert_string_equal(text, "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arith_judge__sum__a_tenth_off_is_rounding),
		cmocka_unit_test(arith_judge__sum__the_tolerance_ends_where_it_ends),
		cmocka_unit_test(arith_judge__counts__are_not_rounded),
		cmocka_unit_test(arith_judge__ratio__carries_the_precision_of_its_parts),
		cmocka_unit_test(arith_judge__the_other_checks__have_their_own_words),
		cmocka_unit_test(arith_judge__a_missing_figure__is_not_zero),
		cmocka_unit_test(arith_judge__a_bad_rule__says_what_is_wrong),
		cmocka_unit_test(arith_judge__a_rule_may_name_its_failing),
		cmocka_unit_test(arith_work__gives_the_value_and_its_denominator),
		cmocka_unit_test(rational_format__rounds__half_away_from_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
