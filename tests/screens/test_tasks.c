#include "tests/support/test.h"

#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage stage;

static void
open_stage(const char *pack, const char *now, int h, int w)
{
	stage_open(&stage, stage_pack(pack), now, h - 4, w);
}

static void
check(const char *name, enum glyph_tier tier)
{
	char *text = stage_text(&stage, tier);

	golden_check(name, text);
	free(text);
}

static bool
shows(const char *part)
{
	char *text = stage_text(&stage, GLYPHS_RICH);
	bool found = strstr(text, part) != NULL;

	if (!found)
		printf("%s\n", text);
	free(text);
	return found;
}

static struct effect
act(const char *action)
{
	return stage_act(&stage, action);
}

static int
in_chinese(void **state)
{
	(void)state;
	stage_language(false);
	return 0;
}

#define NOW "2020-06-18T09:00:00+08:00"

static void
tasks__golden__at_three_sizes(void **state)
{
	static const struct { const char *name; int h, w; } sizes[] = { { "tasks-80x24", 24, 80 }, { "tasks-120x36", 36, 120 }, { "tasks-200x50", 50, 200 } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		open_stage("shidian-2020", NOW, sizes[i].h, sizes[i].w);
		stage_enter(&stage, "tasks", "");
		check(sizes[i].name, GLYPHS_RICH);
		stage_close(&stage);
	}
}

static void
tasks__golden__without_blocks(void **state)
{
	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	check("tasks-80x24-plain", GLYPHS_PLAIN);
	check("tasks-80x24-ascii", GLYPHS_ASCII);
	stage_close(&stage);
}

static void
tasks__fold__hides_and_shows_the_parts(void **state)
{
	struct targets t;

	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, KIND_TASK);
	assert_int_equal(t.count, 1);
	assert_string_equal(t.id[0], "T4");
	assert_true(shows("T4  "));
	act("left");                                    /* folds T4 */
	act("down");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T5");
	act("up");
	act("right");
	act("right");                                   /* into its first part */
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T4.1");
	act("left");
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
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	act("next-overdue");
	stage.ops->targets(stage.model, &first);
	assert_string_not_equal(first.id[0], "T4");
	assert_true(shows("逾期"));
	do {
		act("next-overdue");
		stage.ops->targets(stage.model, &t);
	} while (strcmp(t.id[0], first.id[0]) != 0 && ++steps < 100);
	assert_true(steps > 0 && steps < 100);
	stage_close(&stage);
}

static void
tasks__front__narrows_and_esc_widens(void **state)
{
	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	act("front");
	assert_string_equal(stage.ops->filter_text(stage.model), "参保缴费");
	assert_true(shows("应保尽保"));
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
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "jiufang", 1);
	assert_int_equal(e.kind, FX_LOAD);
	assert_int_equal(stage.ops->load(stage.model, stage.st, &stage.env), 0);
	stage.ops->targets(stage.model, &t);
	assert_non_null(strstr(t.id[0], "-jf"));
	e = stage.ops->search(stage.model, stage.st, &stage.env, "zzzz", 1);
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&stage);
}

static void
tasks__open_and_copy__are_effects(void **state)
{
	struct effect e;

	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	e = act("open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_TASK);
	assert_string_equal(e.text, "T4");
	free(e.text);
	e = act("copy");
	assert_int_equal(e.kind, FX_COPY);
	assert_non_null(strstr(e.text, "T4 "));
	free(e.text);
	e = act("lineage");
	assert_int_equal(e.kind, FX_SHOW);
	free(e.text);
	stage_close(&stage);
}

static void
tasks__long_list__pages_keep_their_words(void **state)
{
	struct effect e;

	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "tasks", "");
	for (int i = 0; i < 10; i++) {
		e = act("page-down");
		free(e.text);
	}
	e = act("bottom");
	free(e.text);
	assert_true(shows("T12"));
	e = act("top");
	free(e.text);
	assert_true(shows("T4  "));
	stage_close(&stage);
}

static void
tasks__nothing__says_where_tasks_come_from(void **state)
{
	(void)state;
	open_stage("huoqiu-2018", "2019-01-15T09:00:00+08:00", 24, 80);
	stage_enter(&stage, "tasks", "");
	assert_true(shows("还没有任务"));
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
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T4.5-jf");
	check("task-80x24", GLYPHS_RICH);
	act("pane");
	act("pane");
	assert_true(shows("没有下级任务"));
	stage_close(&stage);
	open_stage("shidian-2020", NOW, 36, 120);
	stage_enter(&stage, "task", "T4.5");
	check("task-120x36", GLYPHS_RICH);
	struct effect e = act("open");
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
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T8.2-jf");
	assert_true(shows("期限04-30"));
	assert_true(shows("今日"));
	stage_close(&stage);
}

static void
task__enter__opens_or_says_why_not(void **state)
{
	struct effect e;

	(void)state;
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T8.2-jf");
	assert_string_equal(stage.ops->enter(stage.model), "");
	e = act("open");
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
	open_stage("shidian-2020", NOW, 24, 80);
	stage_enter(&stage, "task", "T4.5-dy");
	act("next-sibling");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "T4.5-yw");
	act("prev-sibling");
	e = act("prev-sibling");
	assert_int_equal(e.kind, FX_SAY);
	free(e.text);
	stage_enter(&stage, "task", "NO-SUCH");
	assert_true(shows("NO-SUCH"));
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
		cmocka_unit_test(tasks__open_and_copy__are_effects),
		cmocka_unit_test(tasks__long_list__pages_keep_their_words),
		cmocka_unit_test(tasks__nothing__says_where_tasks_come_from),
		cmocka_unit_test(task__golden__leaf_and_parent),
		cmocka_unit_test(task__overdue__chart_reaches_today),
		cmocka_unit_test(task__enter__opens_or_says_why_not),
		cmocka_unit_test(task__siblings_and_unknown),
	};
	return cmocka_run_group_tests(tests, in_chinese, NULL);
}
