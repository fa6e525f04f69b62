#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/flow/duty.h"

/* The statutory days of 2019 and 2020 these tests need, as in the packs' calendar.csv. */
static struct calendar cal;

static void
off(const char *from, const char *to)
{
	for (int32_t day = civil_parse(from); day <= civil_parse(to); day++)
		assert_int_equal(calendar_add(&cal, day, false), 0);
}

static int
set_up(void **state)
{
	static const char *const worked[] = { "2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10" };

	(void)state;
	off("2020-01-01", "2020-01-01");
	off("2020-01-24", "2020-02-02");
	off("2020-04-04", "2020-04-06");
	off("2020-05-01", "2020-05-05");
	off("2020-06-25", "2020-06-27");
	off("2020-10-01", "2020-10-08");
	for (size_t i = 0; i < sizeof worked / sizeof *worked; i++)
		assert_int_equal(calendar_add(&cal, civil_parse(worked[i]), true), 0);
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

static struct duty_plan
plan(const char *rule, int day)
{
	return (struct duty_plan){ .rule = (enum duty_rule)duty_rule_parse(rule), .day = day, .date = CIVIL_NONE, .from = CIVIL_NONE, .to = CIVIL_NONE };
}

static void
due_is(const struct duty_plan *p, const char *within_period, const char *due)
{
	char text[11];

	civil_format(duty_due(p, period_of(duty_unit(p), civil_parse(within_period))), text);
	assert_string_equal(text, due);
}

static struct duty_standing
judged(const char *status, const char *due, const char *done, int grace, const char *today)
{
	struct duty_run_in in = { status, civil_parse(due), done != NULL ? civil_parse(done) : CIVIL_NONE, grace };
	struct duty_standing s;

	duty_judge(&in, civil_parse(today), &cal, &room_rules_default, &s);
	return s;
}

static void
warn_is(const char *due, const char *warn)
{
	char text[11];

	civil_format(judged("PENDING", due, NULL, 0, "2019-01-02").warn, text);
	assert_string_equal(text, warn);
}

/* ---- due days ---- */

static void
duty_due__monthly_days_stand_as_written(void **state)
{
	struct duty_plan first = plan("MONTHLY", 1), tenth = plan("MONTHLY", 10), report = plan("MONTHLY", 10);

	(void)state;
	report.month_offset = 1;
	due_is(&first, "2020-05-20", "2020-05-01");      /* Labour Day: not shifted */
	due_is(&tenth, "2020-10-01", "2020-10-10");
	due_is(&report, "2020-05-31", "2020-06-10");
	due_is(&report, "2020-12-01", "2021-01-10");
}

static void
duty_due__month_ends_and_days_a_month_lacks(void **state)
{
	struct duty_plan end = plan("MONTH_END", 0), last = plan("MONTHLY", 0), thirty = plan("MONTHLY", 30);

	(void)state;
	due_is(&end, "2020-02-03", "2020-02-29");
	due_is(&end, "2021-02-03", "2021-02-28");
	due_is(&last, "2020-06-03", "2020-06-30");
	due_is(&thirty, "2020-02-03", "2020-02-29");
	due_is(&thirty, "2020-03-03", "2020-03-30");
}

static void
duty_due__weeks_quarters_years_once(void **state)
{
	struct duty_plan friday = plan("WEEKLY", 5), quarter = plan("QUARTERLY", 15), year = plan("YEARLY", 10), once = plan("ONCE", 0);

	(void)state;
	due_is(&friday, "2020-06-18", "2020-06-19");
	due_is(&friday, "2020-06-15", "2020-06-19");
	due_is(&friday, "2020-06-21", "2020-06-19");
	quarter.month = 1;
	due_is(&quarter, "2020-06-18", "2020-04-15");
	quarter.month = 0;
	quarter.month_offset = 1;
	due_is(&quarter, "2020-12-18", "2021-01-15");
	year.month = 8;
	due_is(&year, "2020-01-18", "2020-08-10");
	once.date = civil_parse("2019-03-30");
	due_is(&once, "2019-03-01", "2019-03-30");
}

static void
duty_event_due__days_and_workdays_after(void **state)
{
	struct duty_plan p = plan("EVENT", 5);

	(void)state;
	assert_int_equal(duty_event_due(&p, civil_parse("2020-04-28"), &cal), civil_parse("2020-05-03"));
	p.workdays = true;      /* 29th, 30th, then Labour Days, 6th, 7th, 8th */
	assert_int_equal(duty_event_due(&p, civil_parse("2020-04-28"), &cal), civil_parse("2020-05-08"));
	p.day = 0;
	assert_int_equal(duty_event_due(&p, civil_parse("2020-05-02"), &cal), civil_parse("2020-05-02"));
}

static void
duty_due__nonsense_stays_within_the_calendar(void **state)
{
	struct duty_plan p = plan("MONTHLY", 2000000000), e = plan("EVENT", 2000000000);

	(void)state;
	p.month_offset = 2000000000;
	assert_int_equal(duty_due(&p, 2020 * 12), civil_parse("2030-01-31"));
	e.workdays = true;
	assert_true(duty_event_due(&e, civil_parse("2020-01-01"), &cal) < civil_parse("2040-01-01"));
}

/* ---- which runs ---- */

static void
duty_expected__only_while_in_force(void **state)
{
	struct duty_plan p = plan("MONTHLY", 10), report = plan("MONTHLY", 10);
	int june = period_of(PERIOD_MONTH, civil_parse("2020-06-01"));

	(void)state;
	p.from = civil_parse("2020-06-11");
	assert_false(duty_expected(&p, june));            /* due before it came into force */
	assert_true(duty_expected(&p, june + 1));
	p.from = CIVIL_NONE;
	p.to = civil_parse("2020-06-09");
	assert_false(duty_expected(&p, june));
	report.month_offset = 1;
	report.from = civil_parse("2020-06-01");          /* nobody owed one about May, though it would be due after that */
	assert_false(duty_expected(&report, june - 1));
	assert_true(duty_expected(&report, june));
	report.to = civil_parse("2020-12-31");            /* the report about December is still owed in January */
	assert_true(duty_expected(&report, june + 6));
	assert_false(duty_expected(&report, june + 7));
}

static void
span_is(const struct duty_plan *p, const char *since, const char *today, const char *want)
{
	char text[64] = "", one[PERIOD_TEXT];
	int first, last;

	duty_span(p, since != NULL ? civil_parse(since) : CIVIL_NONE, civil_parse(today), &first, &last);
	for (int n = first; n <= last; n++) {
		period_format(duty_unit(p), n, one);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", n > first ? " " : "", one);
	}
	assert_string_equal(text, want);
}

static void
duty_span__this_period_the_next_and_what_was_slept_through(void **state)
{
	struct duty_plan tenth = plan("MONTHLY", 10), report = plan("MONTHLY", 10), once = plan("ONCE", 0), event = plan("EVENT", 3);

	(void)state;
	report.month_offset = 1;
	once.date = civil_parse("2020-08-10");
	span_is(&tenth, NULL, "2020-06-18", "2020-06 2020-07");
	span_is(&report, NULL, "2020-06-18", "2020-05 2020-06 2020-07");
	span_is(&tenth, "2020-03-31", "2020-06-01", "2020-03 2020-04 2020-05 2020-06 2020-07");
	span_is(&tenth, "2020-09-01", "2020-06-01", "2020-06 2020-07");
	span_is(&once, NULL, "2020-06-18", "2020-08");
	span_is(&once, NULL, "2020-08-31", "2020-08");
	span_is(&once, NULL, "2020-09-01", "");
	span_is(&once, "2020-08-09", "2020-09-01", "2020-08");
	span_is(&event, NULL, "2020-06-18", "");
}

static void
period_format__weeks_are_iso_weeks(void **state)
{
	static const struct { const char *day, *week; } cases[] = {
		{ "2020-01-01", "2020-W01" }, { "2019-12-30", "2020-W01" }, { "2019-12-29", "2019-W52" },
		{ "2021-01-03", "2020-W53" }, { "2021-01-04", "2021-W01" }, { "2020-06-18", "2020-W25" }, { "1969-12-29", "1970-W01" },
	};
	char text[PERIOD_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		period_format(PERIOD_WEEK, period_of(PERIOD_WEEK, civil_parse(cases[i].day)), text);
		assert_string_equal(text, cases[i].week);
	}
	period_format(PERIOD_QUARTER, period_of(PERIOD_QUARTER, civil_parse("2020-06-18")), text);
	assert_string_equal(text, "2020-Q2");
	period_format(PERIOD_ONCE, 0, text);
	assert_string_equal(text, "");
}

/* ---- warning ---- */

static void
duty_judge__warns_on_the_last_workday_at_or_before(void **state)
{
	(void)state;
	/* The 1st is a rest day in Jan, Feb, Mar, May, Aug, Oct and Nov of 2020. */
	warn_is("2020-01-01", "2019-12-31");
	warn_is("2020-02-01", "2020-01-23");
	warn_is("2020-03-01", "2020-02-28");
	warn_is("2020-04-01", "2020-04-01");
	warn_is("2020-05-01", "2020-04-30");
	warn_is("2020-08-01", "2020-07-31");
	warn_is("2020-10-01", "2020-09-30");
	warn_is("2020-11-01", "2020-10-30");
	/* The 10th: May's was a Sunday after a worked Saturday; October's a worked Saturday. */
	warn_is("2020-05-10", "2020-05-09");
	warn_is("2020-10-10", "2020-10-10");
	warn_is("2020-06-10", "2020-06-10");
	/* The 15th. */
	warn_is("2020-02-15", "2020-02-14");
	warn_is("2020-03-15", "2020-03-13");
	warn_is("2020-08-15", "2020-08-14");
	warn_is("2020-11-15", "2020-11-13");
	/* Month ends. */
	warn_is("2020-01-31", "2020-01-23");
	warn_is("2020-02-29", "2020-02-28");
	warn_is("2020-05-31", "2020-05-29");
	warn_is("2020-10-31", "2020-10-30");
	warn_is("2019-03-30", "2019-03-29");
}

static void
duty_judge__reminds_three_workdays_before(void **state)
{
	(void)state;
	assert_int_equal(judged("PENDING", "2020-06-10", NULL, 0, "2020-06-04").state, DUTY_PENDING);
	assert_int_equal(judged("PENDING", "2020-06-10", NULL, 0, "2020-06-05").state, DUTY_SOON);      /* 8th, 9th, 10th left */
	assert_int_equal(judged("PENDING", "2020-06-10", NULL, 0, "2020-06-05").remind, civil_parse("2020-06-05"));
	assert_int_equal(judged("PENDING", "2020-06-10", NULL, 0, "2020-06-07").state, DUTY_SOON);
	assert_int_equal(judged("PENDING", "2020-06-10", NULL, 0, "2020-06-10").state, DUTY_TODAY);
	/* Nine days of New Year lie between: the reminder comes before them. */
	assert_int_equal(judged("PENDING", "2020-02-01", NULL, 0, "2020-01-19").state, DUTY_PENDING);
	assert_int_equal(judged("PENDING", "2020-02-01", NULL, 0, "2020-01-20").state, DUTY_SOON);
	/* 30 March 2019 as seen on the 28th. */
	assert_int_equal(judged("PENDING", "2019-03-30", NULL, 0, "2019-03-28").state, DUTY_SOON);
	assert_int_equal(judged("PENDING", "2019-03-30", NULL, 0, "2019-03-28").days, 2);
	assert_int_equal(judged("PENDING", "2019-03-30", NULL, 0, "2019-03-28").lamp, LAMP_YELLOW);
}

/* ---- late, missed, made up ---- */

static void
stands(const char *status, const char *done, int grace, const char *today, enum duty_state want, int days)
{
	struct duty_standing s = judged(status, "2020-06-10", done, grace, today);

	if (s.state != want || s.days != days)
		fail_msg("%s done %s on %s: %s %d days, not %s %d", status, done != NULL ? done : "-", today,
		         duty_state_name(s.state), s.days, duty_state_name(want), days);
}

static void
duty_judge__late_missed_and_made_up_follow_from_the_grace(void **state)
{
	(void)state;
	stands("PENDING", NULL, 3, "2020-06-11", DUTY_OVERDUE, 1);
	stands("PENDING", NULL, 3, "2020-06-15", DUTY_OVERDUE, 5);     /* 11th, 12th, 15th are the three workdays */
	stands("PENDING", NULL, 3, "2020-06-16", DUTY_MISSED, 6);
	stands("PENDING", NULL, 0, "2020-06-11", DUTY_MISSED, 1);
	stands("DONE", "2020-06-10", 3, "2020-06-18", DUTY_DONE, 0);
	stands("DONE", "2020-06-02", 3, "2020-06-18", DUTY_DONE, 0);
	stands("DONE", "2020-06-12", 3, "2020-06-18", DUTY_LATE, 2);
	stands("DONE", "2020-06-16", 3, "2020-06-18", DUTY_MADE_UP, 6);
	stands("WAIVED", NULL, 3, "2020-06-18", DUTY_WAIVED, 0);
	/* As it stood before it was done. */
	stands("DONE", "2020-06-16", 3, "2020-06-12", DUTY_OVERDUE, 2);
	stands("DONE", "2020-06-16", 3, "2020-06-01", DUTY_PENDING, 9);
}

/* ---- checklists ---- */

static void
checklist_due__by_month_year_and_once(void **state)
{
	int june = period_of(PERIOD_MONTH, civil_parse("2020-06-01")), to = civil_parse("2020-12-15");

	(void)state;
	assert_int_equal(checklist_due(PERIOD_MONTH, june, 10, CIVIL_NONE), civil_parse("2020-07-10"));
	assert_int_equal(checklist_due(PERIOD_MONTH, june, 0, to), civil_parse("2020-06-30"));
	assert_int_equal(checklist_due(PERIOD_YEAR, 2020, 0, CIVIL_NONE), civil_parse("2020-12-31"));
	assert_int_equal(checklist_due(PERIOD_YEAR, 2020, 0, to), to);
	assert_int_equal(checklist_due(PERIOD_ONCE, 0, 0, to), to);
	assert_int_equal(checklist_due(PERIOD_ONCE, 0, 0, CIVIL_NONE), CIVIL_NONE);
}

static void
marks_ok__one_cell_an_item(void **state)
{
	char none[CHECK_ITEMS_MAX + 1];

	(void)state;
	assert_true(marks_ok("012-", 4));
	assert_false(marks_ok("012", 4));
	assert_false(marks_ok("012-2", 4));
	assert_false(marks_ok("0123", 4));
	marks_none(none, 4);
	assert_string_equal(none, "----");
	assert_true(marks_full("2222", 4));
	assert_false(marks_full("2212", 4));
	assert_false(marks_full("", 0));
	assert_int_equal(marks_cell("012-", 3), -1);
	assert_int_equal(marks_cell("012-", 2), 2);
	assert_int_equal(marks_cell("01", 2), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duty_due__monthly_days_stand_as_written),
		cmocka_unit_test(duty_due__month_ends_and_days_a_month_lacks),
		cmocka_unit_test(duty_due__weeks_quarters_years_once),
		cmocka_unit_test(duty_event_due__days_and_workdays_after),
		cmocka_unit_test(duty_due__nonsense_stays_within_the_calendar),
		cmocka_unit_test(duty_expected__only_while_in_force),
		cmocka_unit_test(duty_span__this_period_the_next_and_what_was_slept_through),
		cmocka_unit_test(period_format__weeks_are_iso_weeks),
		cmocka_unit_test(duty_judge__warns_on_the_last_workday_at_or_before),
		cmocka_unit_test(duty_judge__reminds_three_workdays_before),
		cmocka_unit_test(duty_judge__late_missed_and_made_up_follow_from_the_grace),
		cmocka_unit_test(checklist_due__by_month_year_and_once),
		cmocka_unit_test(marks_ok__one_cell_an_item),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
