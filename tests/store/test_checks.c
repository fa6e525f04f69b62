#include "tests/support/test.h"

#include "model/civil.h"
#include "store/checks.h"
#include "tests/support/packs.h"

static struct store *st;
static struct checks checks;

static int
open_huoqiu(void **state)
{
	char error[256];
	struct measures *m;

	(void)state;
	st = store_open(stage_pack("huoqiu-2018"), NULL, error, sizeof error);
	if (st == NULL || (m = measures_open(st, "341522", civil_parse("2018-12-28"))) == NULL)
		return -1;
	checks = (struct checks){ .count = 0 };
	assert_int_equal(checks_work(m, st, false, &checks), 0);
	measures_close(m);
	return 0;
}

static int
close_huoqiu(void **state)
{
	(void)state;
	checks_clear(&checks);
	store_close(st);
	return 0;
}

static const struct check_row *
row_of(const char *id, const char *place)
{
	for (int i = 0; i < checks.count; i++)
		if (strcmp(checks.rows[i].id, id) == 0 && strcmp(checks.rows[i].division, place) == 0)
			return &checks.rows[i];
	fail_msg("no verdict of %s at \"%s\"", id, place);
	return NULL;
}

/* The report's figures come out of the console's own arithmetic, and nothing is called an error that is rounding. */
static void
checks_work__huoqiu__thirty_verdicts(void **state)
{
	static const struct { const char *id, *verdict, *computed; int decimals; int64_t divide; } expected[] = {
		{ "CHK01", "ROUNDING", "46446.5", 1, 1000000 }, { "CHK02", "ROUNDING", "92.17", 2, 0 },
		{ "CHK03", "ROUNDING", "11880.7", 1, 1000000 }, { "CHK04", "ROUNDING", "86.59", 2, 0 },
		{ "CHK05", "EXACT", "1460000", 0, 1 }, { "CHK06", "ROUNDING", "98.01", 2, 0 },
		{ "CHK07", "ROUNDING", "98.97", 2, 0 }, { "CHK08", "ROUNDING", "1424696", 0, 1 },
		{ "CHK09", "CONFLICT", "1460000", 0, 1 }, { "CHK10", "INFEASIBLE", "91.21", 2, 0 },
		{ "CHK11", "EXACT", "572449", 0, 1 }, { "CHK12", "EXACT", "105433", 0, 1000000 },
		{ "CHK13", "ROUNDING", "2267.514", 3, 1000000 }, { "CHK14", "DERIVED", "1445120", 0, 1 },
		{ "CHK15", "ROUNDING", "1431200", 0, 1 }, { "CHK16", "ALERT", "149.27", 2, 0 },
		{ "CHK17", "SUSPECT", "3612.8", 1, 1000000 }, { "CHK18", "ALERT", "50.06", 2, 0 },
		{ "CHK19", "CONFLICT", "93.62", 2, 0 }, { "CHK20", "ALERT", "62.34", 2, 0 },
		{ "CHK21", "ALERT", "91.94", 2, 0 }, { "CHK22", "ALERT", "84.96", 2, 0 },
		{ "CHK23", "CONFLICT", "180", 0, 1 }, { "CHK24", "GAP", "42", 0, 1 }, { "CHK25", "EXACT", "31", 0, 1 },
		{ "CHK26", "DERIVED", "60000", 0, 100 }, { "CHK26B", "DERIVED", "150000", 0, 100 },
		{ "CHK27", "DERIVED", "33571.43", 2, 100 }, { "CHK28", "DERIVED", "1815", 0, 100 },
		{ "CHK29", "SUSPECT", "2010", 0, 1 }, { "CHK30", "DERIVED", "13", 0, 1 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
		const struct check_row *r = row_of(expected[k].id, "");
		char text[32];
		if (strcmp(arith_verdict_name(r->result.verdict), expected[k].verdict) != 0)
			fail_msg("%s is %s, not %s (%s)", r->id, arith_verdict_name(r->result.verdict), expected[k].verdict, r->result.why);
		rational_format(expected[k].divide > 0 ? rational_div(r->result.computed, rational(expected[k].divide, 1))
		                                       : rational_mul(r->result.computed, rational(100, 1)),
		                expected[k].decimals, false, text, sizeof text);
		assert_string_equal(text, expected[k].computed);
	}
}

/* No rule of the pack is broken, and what is missing is said to be, not taken for nothing. */
static void
checks_work__huoqiu__missing_month_is_missing(void **state)
{
	(void)state;
	for (int i = 0; i < checks.count; i++)
		if (checks.rows[i].result.verdict == ARITH_BROKEN)
			fail_msg("%s at \"%s\": %s", checks.rows[i].id, checks.rows[i].division, checks.rows[i].result.why);
	assert_int_equal(row_of("B09", "341522204")->result.verdict, ARITH_MISSING);
	assert_int_equal(row_of("B09", "341522101")->result.verdict, ARITH_ALERT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_work__huoqiu__thirty_verdicts),
		cmocka_unit_test(checks_work__huoqiu__missing_month_is_missing),
	};

	return cmocka_run_group_tests(tests, open_huoqiu, close_huoqiu);
}
