#include "tests/support/test.h"

#include "model/room/civil.h"
#include "store/measure/enrolment.h"
#include "tests/support/packs.h"

static struct store *
open_pack(const char *name)
{
	char error[256];
	struct store *st = store_open(stage_pack(name), NULL, error, sizeof error);

	if (st == NULL)
		fail_msg("%s", error);
	return st;
}

/* Those who should be are those who are, those explained and those left (A42, A48). */
static void
enrolment__load__adds_up(void **state)
{
	struct store *st = open_pack("shidian-2020");
	struct enrolment e;

	(void)state;
	assert_int_equal(enrolment_load(st, "530521", "施甸县", civil_day(2020, 6, 18), false, "", &e), 0);
	assert_string_equal(e.period, "2020-05");
	assert_string_equal(e.ledger, "enrol_gap");
	assert_int_equal(e.count, 14);
	for (int i = 0; i < e.count; i++) {
		const int64_t *v = e.rows[i].value;
		assert_int_equal(v[ENROL_SHOULD], v[ENROL_ENROLLED] + v[ENROL_EXPLAINED] + v[ENROL_UNEXPLAINED]);
	}
	/* What stands open today, not on the last day of the figures' month. */
	assert_int_equal(e.rows[0].gap_open, 3);
	assert_int_equal(e.rows[0].gap_closed, 2);
	store_close(st);
}

static void
enrolment__load__missing_is_not_zero(void **state)
{
	struct store *st = open_pack("huoqiu-2018");
	struct enrolment e;
	struct enrol_detail d;

	(void)state;
	assert_int_equal(enrolment_load(st, "341522", "霍邱县", civil_day(2018, 12, 20), false, "", &e), 0);
	assert_string_equal(e.period, "2018");
	assert_int_equal(e.rows[0].value[ENROL_SHOULD], 1460000);
	assert_int_equal(e.rows[0].value[ENROL_RATE], 9801);
	assert_true(e.rows[0].value[ENROL_UNEXPLAINED] == MEASURE_NONE);
	assert_true(e.rows[0].value[ENROL_SUBSIDISED] == MEASURE_NONE);
	assert_true(e.rows[0].gap_open == MEASURE_NONE);
	assert_int_equal(enrolment_detail(st, "341522", civil_day(2018, 12, 20), false, &e, "", "341522", &d), 0);
	assert_int_equal(d.rate_count, 2);
	assert_int_equal(d.rates[1].should, 1430000);
	assert_int_equal(d.rates[1].bp, 10007);
	assert_true(d.trend[0] == MEASURE_NONE);
	/* A category nobody counted has nothing. */
	assert_int_equal(enrolment_load(st, "341522", "霍邱县", civil_day(2018, 12, 20), false, "ORPHAN", &e), 0);
	assert_true(e.rows[1].value[ENROL_ENROLLED] == MEASURE_NONE);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enrolment__load__adds_up),
		cmocka_unit_test(enrolment__load__missing_is_not_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
