#include "tests/support/test.h"

#include "tests/support/stage.h"

static struct stage stage;

#define NOW "2020-06-18T09:00:00+08:00"

static void
reports__golden__at_three_sizes(void **state)
{
	(void)state;
	stage_three_sizes("shidian-2020", NOW, "reports");
}

static void
report__golden(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "report", "G4-2020-05");
	stage_golden(&stage, "report-80x24", GLYPHS_RICH);
	stage_enter(&stage, "report", "NO-SUCH");
	assert_true(stage_shows(&stage, "NO-SUCH"));
	stage_close(&stage);
}

static void
reports__start__on_the_most_wanting(void **state)
{
	struct targets t;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "reports", "");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, KIND_SUP_REPORT);
	assert_int_equal(t.count, 1);
	assert_string_equal(t.id[0], "G4-2020-05");
	stage_act(&stage, "left");
	stage_act(&stage, "up");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "G3-2020-04");
	stage_close(&stage);
}

static void
reports__open_search_and_lineage(void **state)
{
	struct targets t;
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "reports", "");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "shuichang", 1);
	assert_int_equal(e.kind, FX_AHEAD);
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "G3-2020-05");
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_REPORT);
	free(e.text);
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	free(e.text);
	stage_close(&stage);
}

static void
reports__as_of__judges_by_that_day(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", "2020-05-09T09:00:00+08:00", 24, 80);
	stage_enter(&stage, "reports", "");
	assert_true(stage_shows(&stage, "余1天"));                       /* April's report: due on Sunday the 10th, warned today */
	stage_close(&stage);
}

/* Urged at 09:30 of a day that is over: at its end not yet to be urged again, whatever today's clock is. */
static void
reports__day_that_is_over__urged_as_of_its_end(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", "2020-06-18T09:00:00+08:00", 24, 120);
	stage_enter(&stage, "report", "G4-2020-05");
	assert_true(stage_shows(&stage, "可再催"));
	assert_false(stage_shows(&stage, "06-17 09:30"));
	stage.env.as_of = true;
	stage.env.today = civil_parse("2020-06-16");
	stage_enter(&stage, "report", "G4-2020-05");
	assert_true(stage_shows(&stage, "06-17 09:30"));
	stage_close(&stage);
}

static void
reports__uncovered__is_said(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", "2019-12-20T09:00:00+08:00", 24, 80);      /* before the groups were set up */
	stage_enter(&stage, "reports", "");
	assert_true(stage_shows(&stage, "无督战组"));
	assert_true(stage_shows(&stage, "按时率 -"));          /* nothing is due: 0/0 is not 100% */
	assert_false(stage_shows(&stage, "0/0"));
	assert_false(stage_shows(&stage, "100%"));
	stage_close(&stage);
}

static void
reports__nothing__says_where_they_come_from(void **state)
{
	(void)state;
	stage_open_pack(&stage, "huoqiu-2018", "2019-01-15T09:00:00+08:00", 24, 80);
	stage_enter(&stage, "reports", "");
	assert_true(stage_shows(&stage, "sup_group.csv"));
	for (int a = 1; a < ACT_COUNT; a++) {
		struct effect e = stage.ops->act(stage.model, (enum action)a, &stage.env);
		free(e.text);
	}
	stage_close(&stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports__golden__at_three_sizes),
		cmocka_unit_test(report__golden),
		cmocka_unit_test(reports__start__on_the_most_wanting),
		cmocka_unit_test(reports__open_search_and_lineage),
		cmocka_unit_test(reports__as_of__judges_by_that_day),
		cmocka_unit_test(reports__day_that_is_over__urged_as_of_its_end),
		cmocka_unit_test(reports__uncovered__is_said),
		cmocka_unit_test(reports__nothing__says_where_they_come_from),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
