#include "tests/support/test.h"

#include "tests/support/stage.h"

static struct stage stage;

#define NOW "2020-06-18T09:00:00+08:00"

static void
tasks__golden__at_three_sizes(void **state)
{
	(void)state;
	stage_three_sizes("shidian-2020", NOW, "tasks");
}

static void
tasks__golden__without_blocks(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage_golden(&stage, "tasks-80x24-plain", GLYPHS_PLAIN);
	stage_golden(&stage, "tasks-80x24-ascii", GLYPHS_ASCII);
	stage_close(&stage);
}

static void
tasks__fold__hides_and_shows_the_parts(void **state)
{
	struct targets t;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, KIND_TASK);
	assert_int_equal(t.count, 1);
	assert_string_equal(t.id[0], "T4");
	assert_true(stage_shows(&stage, "T4  "));
	stage_act(&stage, "left");                                    /* folds T4 */
	stage_act(&stage, "down");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T5");
	stage_act(&stage, "up");
	stage_act(&stage, "right");
	stage_act(&stage, "right");                                   /* into its first part */
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T4.1");
	stage_act(&stage, "left");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T4");
	stage_close(&stage);
}

static void
tasks__next_overdue__goes_round(void **state)
{
	struct targets first, t;
	int steps = 0;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage_act(&stage, "next-overdue");
	stage.ops->targets(stage.model, &first);
	assert_string_not_equal(first.id[0], "T4");
	assert_true(stage_shows(&stage, "逾期"));
	do {
		stage_act(&stage, "next-overdue");
		stage.ops->targets(stage.model, &t);
	} while (strcmp(t.id[0], first.id[0]) != 0 && ++steps < 100);
	assert_true(steps > 0 && steps < 100);
	stage_close(&stage);
}

static void
tasks__front__narrows_and_esc_widens(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage_act(&stage, "front");
	assert_string_equal(stage.ops->filter_text(stage.model), "参保缴费");
	assert_true(stage_shows(&stage, "应保尽保"));
	assert_true(stage.ops->dirty(stage.model));
	assert_false(stage.ops->dirty(stage.model));
	stage_close(&stage);
}

static void
tasks__search__by_initials_opens_what_is_folded(void **state)
{
	struct targets t;
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "jiufang", 1);
	assert_int_equal(e.kind, FX_PAINT);
	stage.ops->targets(stage.model, &t);
	assert_non_null(strstr(t.id[0], "-jf"));
	e = stage.ops->search(stage.model, stage.st, &stage.env, "zzzz", 1);
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&stage);
}

/* In another order than the plan's, parts stand among those they are part of; a filter unfolds what it leaves. */
static void
tasks__sort_and_filter__reach_the_parts(void **state)
{
	struct targets t;
	char error[256] = "";

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage.ops->filter(stage.model, "sort=-overdue", error, sizeof error);
	stage_reload(&stage);
	stage_act(&stage, "top");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T8.2");
	stage_act(&stage, "down");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T8.2-jf");
	assert_true(stage.ops->dirty(stage.model));
	stage.ops->filter(stage.model, "T8.2-jf", error, sizeof error);
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "1 / "));
	stage_act(&stage, "bottom");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T8.2-jf");
	assert_string_equal(error, "");
	stage_close(&stage);
}

static void
tasks__open_and_copy__are_effects(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_TASK);
	assert_string_equal(e.text, "T4");
	free(e.text);
	e = stage_act(&stage, "copy");
	assert_int_equal(e.kind, FX_COPY);
	assert_non_null(strstr(e.text, "T4 "));
	free(e.text);
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	free(e.text);
	stage_close(&stage);
}

static void
tasks__long_list__pages_keep_their_words(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	for (int i = 0; i < 10; i++) {
		e = stage_act(&stage, "page-down");
		free(e.text);
	}
	e = stage_act(&stage, "bottom");
	free(e.text);
	assert_true(stage_shows(&stage, "T12"));
	e = stage_act(&stage, "top");
	free(e.text);
	assert_true(stage_shows(&stage, "T4  "));
	stage_close(&stage);
}

static void
tasks__nothing__says_where_tasks_come_from(void **state)
{
	(void)state;
	stage_open_pack(&stage, "huoqiu-2018", "2019-01-15T09:00:00+08:00", 24, 80);
	stage_enter(&stage, "tasks", "");
	assert_true(stage_shows(&stage, "还没有任务"));
	for (int a = 1; a < ACT_COUNT; a++) {
		struct effect e = stage.ops->act(stage.model, (enum action)a, &stage.env);
		free(e.text);
	}
	stage_close(&stage);
}

static void
task__golden__leaf_and_parent(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T4.5-jf");
	stage_golden(&stage, "task-80x24", GLYPHS_RICH);
	stage_act(&stage, "pane");
	stage_act(&stage, "pane");
	assert_true(stage_shows(&stage, "没有下级任务"));
	stage_close(&stage);
	stage_open_pack(&stage, "shidian-2020", NOW, 36, 120);
	stage_enter(&stage, "task", "T4.5");
	stage_golden(&stage, "task-120x36", GLYPHS_RICH);
	struct effect e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_string_equal(e.text, "T4.5-dy");
	free(e.text);
	stage_close(&stage);
}

/* Past its deadline, the curve goes on to today, where the page says the task stands. */
static void
task__overdue__chart_reaches_today(void **state)
{
	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T8.2-jf");
	assert_true(stage_shows(&stage, "期限04-30"));
	assert_true(stage_shows(&stage, "今日"));
	stage_close(&stage);
}

static void
task__enter__opens_or_says_why_not(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T8.2-jf");
	assert_string_equal(stage.ops->enter(stage.model), "");
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_enter(&stage, "task", "T4.5");
	assert_string_not_equal(stage.ops->enter(stage.model), "");
	stage_close(&stage);
}

static void
task__siblings_and_unknown(void **state)
{
	struct targets t;
	struct effect e;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T4.5-dy");
	stage_act(&stage, "next-sibling");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T4.5-yw");
	stage_act(&stage, "prev-sibling");
	e = stage_act(&stage, "prev-sibling");
	assert_int_equal(e.kind, FX_SAY);
	free(e.text);
	stage_enter(&stage, "task", "NO-SUCH");
	assert_true(stage_shows(&stage, "NO-SUCH"));
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 0);
	stage_close(&stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tasks__golden__at_three_sizes),
		cmocka_unit_test(tasks__golden__without_blocks),
		cmocka_unit_test(tasks__fold__hides_and_shows_the_parts),
		cmocka_unit_test(tasks__next_overdue__goes_round),
		cmocka_unit_test(tasks__front__narrows_and_esc_widens),
		cmocka_unit_test(tasks__search__by_initials_opens_what_is_folded),
		cmocka_unit_test(tasks__sort_and_filter__reach_the_parts),
		cmocka_unit_test(tasks__open_and_copy__are_effects),
		cmocka_unit_test(tasks__long_list__pages_keep_their_words),
		cmocka_unit_test(tasks__nothing__says_where_tasks_come_from),
		cmocka_unit_test(task__golden__leaf_and_parent),
		cmocka_unit_test(task__overdue__chart_reaches_today),
		cmocka_unit_test(task__enter__opens_or_says_why_not),
		cmocka_unit_test(task__siblings_and_unknown),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
