#include "tests/support/test.h"

#include "model/figures/arith.h"
#include "tests/support/stage.h"

static struct stage stage;

#define SHIDIAN "shidian-2020", "2020-06-18T09:00:00+08:00"
#define HUOQIU  "huoqiu-2018", "2019-01-15T09:00:00+08:00"

static void
open_stage(const char *pack, const char *now, int h, int w)
{
	stage_open_pack(&stage, pack, now, h, w);
	stage_enter(&stage, "checks", "");
}

static void
checks__golden(void **state)
{
	(void)state;
	open_stage(HUOQIU, 24, 80);
	stage_golden(&stage, "checks-huoqiu-80x24", GLYPHS_RICH);
	stage_close(&stage);
	open_stage(HUOQIU, 36, 120);
	stage_golden(&stage, "checks-huoqiu-120x36", GLYPHS_RICH);
	stage_close(&stage);
	open_stage(SHIDIAN, 24, 80);
	stage_golden(&stage, "checks-80x24", GLYPHS_RICH);
	stage_close(&stage);
	open_stage(SHIDIAN, 36, 120);
	stage_golden(&stage, "checks-120x36", GLYPHS_RICH);
	stage_close(&stage);
}

/* The report's own figures, worked out again: nothing that is rounding is called wrong. */
static void
checks__huoqiu__own_arithmetic(void **state)
{
	struct effect e;
	char error[256] = "";

	(void)state;
	open_stage(HUOQIU, 50, 120);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "住院四层", 0);
	assert_int_equal(e.kind, FX_AHEAD);
	assert_int_equal(stage.ops->load(stage.model, stage.st, &stage.env), 0);
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "46,446.5"));
	assert_non_null(strstr(e.text, "HQ-IP-04"));
	assert_non_null(strstr(e.text, "32985.3万元"));
	assert_non_null(strstr(e.text, "四舍五入"));
	free(e.text);
	e = stage.ops->filter(stage.model, "不可达", error, sizeof error);
	assert_int_equal(e.kind, FX_LOAD);
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "91.21%"));
	assert_false(stage_shows(&stage, "46,446.5"));
	e = stage.ops->filter(stage.model, "胡说", error, sizeof error);
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "胡说"));
	assert_true(stage_shows(&stage, "结论"));
	stage_close(&stage);
}

static const char *
verdict_filter(int verdict)
{
	static char text[64];

	snprintf(text, sizeof text, "verdict=%s", arith_verdict_name((enum arith_verdict)verdict));
	return text;
}

/* A verdict nobody has leaves nothing, and no row before it to stand on. */
static void
checks__filter_leaves_none__keys_stay_within(void **state)
{
	static const char *const keys[] = { "down", "up", "page-down", "page-up", "bottom", "top", "right", "left", "open", "lineage", "copy" };
	char error[256] = "";
	int empty = 0;

	(void)state;
	open_stage(SHIDIAN, 24, 80);
	for (int v = 0; v < ARITH_VERDICTS; v++) {
		assert_int_equal(stage.ops->filter(stage.model, verdict_filter(v), error, sizeof error).kind, FX_LOAD);
		stage_reload(&stage);
		empty += *stage.ops->enter(stage.model) == '\0';
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			struct effect e = stage_act(&stage, keys[i]);
			free(e.text);
			stage_reload(&stage);
		}
	}
	assert_true(empty > 0);
	stage_close(&stage);
}

static void
checks__every_action__at_odd_sizes(void **state)
{
	(void)state;
	stage_every_action("checks", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks__golden),
		cmocka_unit_test(checks__huoqiu__own_arithmetic),
		cmocka_unit_test(checks__filter_leaves_none__keys_stay_within),
		cmocka_unit_test(checks__every_action__at_odd_sizes),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
