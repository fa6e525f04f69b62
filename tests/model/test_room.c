#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/room/room.h"

static struct calendar cal;

/* The State Council's table of 2020 as far as these tests need it: days off on weekdays, and worked weekends. */
static const struct { const char *from, *to; bool makeup; } table_2020[] = {
	{ "2020-01-01", "2020-01-01", false }, { "2020-01-19", "2020-01-19", true }, { "2020-01-24", "2020-02-02", false },
	{ "2020-04-04", "2020-04-06", false }, { "2020-04-26", "2020-04-26", true }, { "2020-05-01", "2020-05-05", false },
	{ "2020-05-09", "2020-05-09", true }, { "2020-06-25", "2020-06-27", false }, { "2020-06-28", "2020-06-28", true },
	{ "2020-09-27", "2020-09-27", true }, { "2020-10-01", "2020-10-08", false }, { "2020-10-10", "2020-10-10", true },
};

static int
setup(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof table_2020 / sizeof *table_2020; i++)
		for (int32_t d = civil_parse(table_2020[i].from); d <= civil_parse(table_2020[i].to); d++)
			assert_int_equal(calendar_add(&cal, d, table_2020[i].makeup), 0);
	calendar_sort(&cal);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	calendar_clear(&cal);
	return 0;
}

static int32_t
day(const char *text)
{
	int32_t d = civil_parse(text);

	assert_int_not_equal(d, CIVIL_NONE);
	return d;
}

/* ---- workdays: the dates domain 2.3 names -------------------------------------------- */

static void
workday__2020__days_of_the_monthly_duties(void **state)
{
	static const char *const first_is_rest[] = { "2020-01-01", "2020-02-01", "2020-03-01", "2020-05-01", "2020-08-01", "2020-10-01", "2020-11-01" };
	static const char *const first_is_work[] = { "2020-04-01", "2020-06-01", "2020-07-01", "2020-09-01", "2020-12-01" };
	static const char *const others_rest[] = { "2020-05-10", "2020-02-15", "2020-03-15", "2020-08-15", "2020-11-15",
	                                           "2020-02-29", "2020-05-31", "2020-10-31" };

	(void)state;
	for (size_t i = 0; i < 7; i++)
		assert_false(workday(&cal, day(first_is_rest[i])));
	for (size_t i = 0; i < 5; i++)
		assert_true(workday(&cal, day(first_is_work[i])));
	for (size_t i = 0; i < 8; i++)
		assert_false(workday(&cal, day(others_rest[i])));
	assert_false(workday(&cal, day("2020-01-31")));         /* month end inside the lengthened Spring Festival */
	assert_int_equal(civil_weekday(day("2020-10-10")), 6);
	assert_true(workday(&cal, day("2020-10-10")));          /* a worked Saturday */
	assert_true(workday(&cal, day("2020-06-28")));          /* a worked Sunday */
}

/* Article 2 of the measures on public holidays (国务院令第270号; 2 May since 第795号, in force from 2025). */
static void
workday__no_calendar__days_off_by_date(void **state)
{
	static const char *const rest[] = { "2027-01-01", "2030-01-01", "2025-05-01", "2025-05-02", "2024-05-01", "2024-10-01",
	                                    "2024-10-02", "2024-10-03", "2018-01-01", "2021-10-01" };
	static const char *const work[] = { "2024-05-02", "2018-01-02", "2021-05-03", "2024-10-04", "2026-12-31", "2027-06-01" };
	static const struct calendar none;

	(void)state;
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
		assert_true(civil_weekday(day(rest[i])) <= 5);          /* else it would prove nothing */
		assert_false(workday(&none, day(rest[i])));
		assert_false(workday(NULL, day(rest[i])));
	}
	for (size_t i = 0; i < sizeof work / sizeof *work; i++)
		assert_true(workday(&none, day(work[i])));
	/* The calendar of the packs ends with 2026; a deadline over New Year's Day 2027, a Friday, is a day later. */
	assert_int_equal(workdays_between(&none, day("2026-12-31"), day("2027-01-04")), 1);
	assert_int_equal(workdays_after(&none, day("2026-12-31"), 1), day("2027-01-04"));
	assert_int_equal(workday_at_or_before(&none, day("2027-01-01")), day("2026-12-31"));
}

static void
calendar_lacks__this_year_and_from_november_the_next(void **state)
{
	struct calendar none = { 0 }, one = { 0 };

	(void)state;
	assert_int_equal(calendar_lacks(&none, civil_parse("2026-03-01")), 2026);
	assert_int_equal(calendar_add(&one, civil_parse("2026-02-17"), false), 0);
	assert_int_equal(calendar_lacks(&one, civil_parse("2026-03-01")), 0);
	assert_int_equal(calendar_lacks(&one, civil_parse("2026-10-31")), 0);
	assert_int_equal(calendar_lacks(&one, civil_parse("2026-11-01")), 2027);
	assert_int_equal(calendar_add(&one, civil_parse("2027-02-20"), true), 0);
	assert_int_equal(calendar_lacks(&one, civil_parse("2026-11-01")), 0);
	assert_int_equal(calendar_lacks(&one, civil_parse("2028-01-01")), 2028);
	calendar_clear(&one);
}

static void
workdays_between__counts_the_end_not_the_start(void **state)
{
	(void)state;
	assert_int_equal(workdays_between(&cal, day("2020-06-18"), day("2020-06-18")), 0);
	assert_int_equal(workdays_between(&cal, day("2020-06-18"), day("2020-06-19")), 1);
	assert_int_equal(workdays_between(&cal, day("2020-06-19"), day("2020-06-21")), 0);   /* a weekend */
	/* 22 23 24 | 25-27 Dragon Boat off | 28 worked Sunday | 29 30 */
	assert_int_equal(workdays_between(&cal, day("2020-06-19"), day("2020-06-30")), 6);
	assert_int_equal(workdays_between(&cal, day("2020-06-30"), day("2020-06-19")), -6);
	/* Against counting day by day, both ways, over a year. */
	for (int32_t a = day("2020-01-01"); a < day("2020-12-31"); a += 17) {
		int n = 0;
		for (int32_t b = a + 1; b < a + 200; b++) {
			n += workday(&cal, b);
			assert_int_equal(workdays_between(&cal, a, b), n);
			assert_int_equal(workdays_between(&cal, b, a), -n);
		}
	}
}

static void
workdays_after__and_at_or_before(void **state)
{
	(void)state;
	assert_int_equal(workday_at_or_before(&cal, day("2020-05-10")), day("2020-05-09"));   /* the worked Saturday */
	assert_int_equal(workday_at_or_before(&cal, day("2020-10-08")), day("2020-09-30"));
	assert_int_equal(workday_at_or_before(&cal, day("2020-06-18")), day("2020-06-18"));
	assert_int_equal(workdays_after(&cal, day("2020-06-24"), 1), day("2020-06-28"));
	for (int n = 1; n < 60; n++) {
		int32_t d = workdays_after(&cal, day("2020-06-18"), n);
		assert_true(workday(&cal, d));
		assert_int_equal(workdays_between(&cal, day("2020-06-18"), d), n);
	}
}

/* ---- lamps ------------------------------------------------------------------------------- */

static enum lamp
lamp(const char *deadline, int returned, int reopened, int escalation)
{
	struct issue_lamp_in in = { .deadline = day(deadline), .today = day("2020-06-18"), .returned = returned,
	                            .reopened = reopened, .escalation = escalation };

	return lamp_issue(&in, &cal, &room_rules_default);
}

static void
lamp__issue__by_deadline_returns_and_escalation(void **state)
{
	struct issue_lamp_in in = { .deadline = day("2020-01-01"), .today = day("2020-06-18"), .closed = true };

	(void)state;
	assert_int_equal(lamp("2020-06-17", 0, 0, 0), LAMP_RED);
	assert_int_equal(lamp("2020-06-18", 0, 0, 0), LAMP_YELLOW);      /* due today is not overdue */
	assert_int_equal(lamp("2020-06-23", 0, 0, 0), LAMP_YELLOW);      /* 19, 22, 23: three workdays */
	assert_int_equal(lamp("2020-06-24", 0, 0, 0), LAMP_GREEN);
	assert_int_equal(lamp("2020-06-30", 1, 0, 0), LAMP_YELLOW);
	assert_int_equal(lamp("2020-06-30", 2, 0, 0), LAMP_RED);
	assert_int_equal(lamp("2020-06-30", 0, 1, 0), LAMP_RED);
	assert_int_equal(lamp("2020-06-30", 0, 0, 2), LAMP_GREEN);
	assert_int_equal(lamp("2020-06-30", 0, 0, 3), LAMP_MAGENTA);
	assert_int_equal(lamp("2020-06-17", 2, 1, 4), LAMP_MAGENTA);
	assert_int_equal(lamp_issue(&in, &cal, &room_rules_default), LAMP_BLUE);
	in.closed = false;
	in.suspended = true;
	assert_int_equal(lamp_issue(&in, &cal, &room_rules_default), LAMP_GREY);
}

static void
lamp__progress__behind_the_pace(void **state)
{
	const struct room_rules *r = &room_rules_default;

	(void)state;
	assert_int_equal(lamp_progress(5000, 5494, false, false, r), LAMP_GREEN);
	assert_int_equal(lamp_progress(5000, 5495, false, false, r), LAMP_YELLOW);
	assert_int_equal(lamp_progress(5000, 6500, false, false, r), LAMP_YELLOW);
	assert_int_equal(lamp_progress(5000, 6510, false, false, r), LAMP_RED);
	assert_int_equal(lamp_progress(9900, 1000, false, true, r), LAMP_RED);
	assert_int_equal(lamp_progress(10000, 10000, true, true, r), LAMP_BLUE);
}

/* ---- ageing and escalation ------------------------------------------------------------------ */

static void
age__buckets__edges(void **state)
{
	static const struct { int days, bucket; const char *marks; } edges[] = {
		{ -5, AGE_NONE, "" }, { 0, AGE_NONE, "" }, { 1, 0, "" }, { 3, 0, "" }, { 4, 1, "" }, { 7, 1, "" }, { 8, 2, "!" },
		{ 15, 2, "!" }, { 16, 3, "!!" }, { 30, 3, "!!" }, { 31, 4, "!!!" }, { 400, 4, "!!!" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		assert_int_equal(age_bucket(edges[i].days), edges[i].bucket);
		assert_string_equal(age_marks(edges[i].days), edges[i].marks);
	}
	for (int b = 0; b < AGE_BUCKETS; b++)
		assert_int_equal(age_bucket(age_least(b)), b);
}

static void
escalation__ladder__by_days_returns_and_concealment(void **state)
{
	const struct room_rules *r = &room_rules_default;

	(void)state;
	assert_int_equal(escalation_due(0, 0, false, r), 0);
	assert_int_equal(escalation_due(1, 0, false, r), 1);
	assert_int_equal(escalation_due(3, 0, false, r), 1);
	assert_int_equal(escalation_due(4, 0, false, r), 2);
	assert_int_equal(escalation_due(8, 0, false, r), 3);
	assert_int_equal(escalation_due(16, 0, false, r), 4);
	assert_int_equal(escalation_due(0, 1, false, r), 2);
	assert_int_equal(escalation_due(0, 2, false, r), 3);
	assert_int_equal(escalation_due(16, 1, false, r), 4);
	assert_int_equal(escalation_due(0, 0, true, r), 4);
}

/* ---- time, ratio, forecast --------------------------------------------------------------------- */

static void
time_bp__clamped_and_never_floored_to_whole_percent(void **state)
{
	(void)state;
	assert_int_equal(time_bp(day("2020-01-01"), day("2020-06-30"), day("2019-12-01")), 0);
	assert_int_equal(time_bp(day("2020-01-01"), day("2020-06-30"), day("2020-06-30")), 10000);
	assert_int_equal(time_bp(day("2020-01-01"), day("2020-01-11"), day("2020-01-06")), 5000);
	assert_int_equal(time_bp(day("2020-04-01"), day("2020-06-30"), day("2020-06-18")), 8667);       /* 78 of 90 days */
	assert_int_equal(time_bp(CIVIL_NONE, day("2020-06-30"), day("2020-06-01")), 0);
	assert_int_equal(time_bp(CIVIL_NONE, day("2020-06-30"), day("2020-07-01")), 10000);
	assert_int_equal(time_bp(day("2020-06-30"), day("2020-06-30"), day("2020-06-29")), 0);          /* a one-day task */
	assert_int_equal(time_bp(day("2020-06-30"), day("2020-06-30"), day("2020-06-30")), 10000);
	assert_int_equal(time_share(day("2020-04-01"), day("2020-06-30"), day("2020-06-18"), 1000000), 866667);
}

/* Today only when it is the last: what it brings is in the figures only after it. */
static void
workdays_left__the_last_day_is_one(void **state)
{
	(void)state;
	assert_int_equal(workdays_left(&cal, day("2020-06-18"), day("2020-06-30")), 7);
	assert_int_equal(workdays_left(&cal, day("2020-06-29"), day("2020-06-30")), 1);
	assert_int_equal(workdays_left(&cal, day("2020-06-30"), day("2020-06-30")), 1);
	assert_int_equal(workdays_left(&cal, day("2020-07-01"), day("2020-06-30")), 0);
	assert_int_equal(workdays_left(&cal, day("2020-05-09"), day("2020-05-10")), 1);         /* due on a Sunday */
	assert_int_equal(workdays_left(&cal, day("2020-05-10"), day("2020-05-10")), 1);
	assert_int_equal(workdays_left(&cal, day("2020-05-10"), CIVIL_NONE), 0);
}

static void
ratio__rounds_half_up_and_refuses_nothing(void **state)
{
	(void)state;
	assert_int_equal(ratio_bp(1, 3), 3333);
	assert_int_equal(ratio_bp(2, 3), 6667);
	assert_int_equal(ratio_bp(1, 20000), 1);            /* half a basis point goes up */
	assert_int_equal(ratio_bp(46446400000LL, 50393000000LL), 9217);
	assert_int_equal(ratio_bp(5, 0), -1);
	assert_int_equal(ratio_bp(0, 7), 0);
}

static void
shown__gap_is_that_of_the_shown_figures(void **state)
{
	(void)state;
	assert_int_equal(shown_bp(ratio_bp(6, 9)), 6670);
	assert_int_equal(shown_bp(ratio_bp(7, 9)), 7780);
	assert_int_equal(shown_bp(9999), 9999);
	assert_int_equal(shown_bp(10000), 10000);
	assert_int_equal(shown_bp(-1), -1);
	assert_int_equal(shown_gap(6049, 6542), -490);
	assert_int_equal(shown_gap(2632, 8595), -5970);
}

static void
forecast__on_time_late_and_never(void **state)
{
	struct pace_point points[] = { { day("2020-06-04"), 6000 * FINE_BP }, { day("2020-06-11"), 6500 * FINE_BP },
		{ day("2020-06-18"), 7000 * FINE_BP } };
	struct forecast f;

	(void)state;
	forecast_make(&f, points, 3, 7000 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_int_equal(f.workdays_left, 7);
	assert_int_equal(f.need, 429);                      /* 30 points over 7 workdays */
	assert_int_equal(f.gain, 100);                      /* 10 points over 10 workdays */
	assert_int_equal(f.ends, workdays_after(&cal, day("2020-06-18"), 30));
	assert_int_equal(f.late_workdays, 23);
	forecast_make(&f, points, 3, 10000 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_int_equal(f.need, 0);
	assert_false(f.never);
	points[2].fine = points[1].fine = 6000 * FINE_BP;
	forecast_make(&f, points, 3, 6000 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_true(f.known && f.never);
	forecast_make(&f, points, 3, 5999 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_true(f.known && f.never);                    /* lost ground is a pace, too */
	assert_int_equal(f.gain, 0);
	forecast_make(&f, NULL, 0, 6000 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_false(f.known);
	assert_int_equal(f.ends, CIVIL_NONE);
	forecast_make(&f, points, 3, 6000 * FINE_BP, day("2020-06-10"), day("2020-06-18"), &cal);
	assert_int_equal(f.workdays_left, 0);
	assert_int_equal(f.need, -1);
}

/* Shidian's own figures: 77.86 % of what is due by clear-to-zero day, 64.16 % a fortnight before. */
static void
forecast__basis_points__as_worked_out_by_hand(void **state)
{
	struct pace_point county[] = { { day("2020-06-04"), 6416 * FINE_BP }, { day("2020-06-18"), 7786 * FINE_BP } };
	struct pace_point jiufang[] = { { day("2020-06-04"), 4358 * FINE_BP }, { day("2020-06-18"), 4973 * FINE_BP } };
	struct forecast f;

	(void)state;
	forecast_make(&f, county, 2, 7786 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_int_equal(f.need, 316);
	assert_int_equal(f.gain, 137);
	assert_int_equal(f.late_workdays, 10);
	forecast_make(&f, jiufang, 2, 4973 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_int_equal(f.late_workdays, 75);
	forecast_make(&f, county, 2, 8955 * FINE_BP, day("2020-06-30"), day("2020-06-18"), &cal);
	assert_int_equal(f.need, 149);
	forecast_make(&f, county, 2, 7786 * FINE_BP, day("2020-06-30"), day("2020-06-30"), &cal);
	assert_int_equal(f.need, 2214);                     /* the zero day: one workday is left, not none */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(workday__2020__days_of_the_monthly_duties),
		cmocka_unit_test(workday__no_calendar__days_off_by_date),
		cmocka_unit_test(calendar_lacks__this_year_and_from_november_the_next),
		cmocka_unit_test(workdays_between__counts_the_end_not_the_start),
		cmocka_unit_test(workdays_after__and_at_or_before),
		cmocka_unit_test(lamp__issue__by_deadline_returns_and_escalation),
		cmocka_unit_test(lamp__progress__behind_the_pace),
		cmocka_unit_test(age__buckets__edges),
		cmocka_unit_test(escalation__ladder__by_days_returns_and_concealment),
		cmocka_unit_test(time_bp__clamped_and_never_floored_to_whole_percent),
		cmocka_unit_test(workdays_left__the_last_day_is_one),
		cmocka_unit_test(shown__gap_is_that_of_the_shown_figures),
		cmocka_unit_test(ratio__rounds_half_up_and_refuses_nothing),
		cmocka_unit_test(forecast__on_time_late_and_never),
		cmocka_unit_test(forecast__basis_points__as_worked_out_by_hand),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
