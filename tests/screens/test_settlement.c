#include "tests/support/test.h"

#include <string.h>

#include "screens/kit/list.h"
#include "tests/support/stage.h"

static struct stage stage;

#define SHIDIAN "shidian-2020", "2020-06-18T09:00:00+08:00"
#define HUOQIU  "huoqiu-2018", "2019-01-15T09:00:00+08:00"

static void
settlement__golden__shidian(void **state)
{
	(void)state;
	stage_three_sizes(SHIDIAN, "settlement");
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "settlement", "");
	stage_golden(&stage, "settlement-80x24-plain", GLYPHS_PLAIN);
	stage_golden(&stage, "settlement-80x24-ascii", GLYPHS_ASCII);
	stage_act(&stage, "pane");
	stage_golden(&stage, "settlement-layers-80x24", GLYPHS_RICH);
	stage_close(&stage);
}

static void
settlement__golden__huoqiu(void **state)
{
	(void)state;
	stage_open_pack(&stage, HUOQIU, 24, 80);
	stage_enter(&stage, "settlement", "");
	stage_golden(&stage, "settlement-huoqiu-80x24", GLYPHS_RICH);
	stage_act(&stage, "pane");
	stage_golden(&stage, "settlement-huoqiu-layers-80x24", GLYPHS_RICH);
	stage_close(&stage);
}

/* The published figures come from the console's own arithmetic; the two totals a tenth off are rounding. */
static void
settlement__huoqiu__own_arithmetic(void **state)
{
	(void)state;
	stage_open_pack(&stage, HUOQIU, 50, 120);
	stage_enter(&stage, "settlement", "");
	assert_true(stage_shows(&stage, "92.17%"));
	assert_true(stage_shows(&stage, "86.59%"));
	assert_true(stage_shows(&stage, "各层合计 46,446.5，原文 46446.4万元，差 +0.1（容差 0.25）：四舍五入"));
	stage_act(&stage, "down");
	assert_true(stage_shows(&stage, "各层合计 11,880.7，原文 11880.8万元，差 -0.1（容差 0.30）：四舍五入"));
	stage_close(&stage);
}

static void
settlement__metric_sort_and_month(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "settlement", "");
	assert_true(stage_shows(&stage, "即时结算率"));
	assert_true(stage_shows(&stage, ">"));
	stage_act(&stage, "metric");
	assert_true(stage_shows(&stage, "实际报销比例"));
	stage_act(&stage, "metric");
	stage_act(&stage, "metric");
	assert_true(stage_shows(&stage, "个人负担比例"));
	stage_act(&stage, "metric");
	assert_true(stage_shows(&stage, "结算人次"));
	stage_act(&stage, "metric");
	stage_act(&stage, "sort");
	assert_true(stage_shows(&stage, "最好在前"));
	stage_act(&stage, "left");
	assert_true(stage_shows(&stage, "2020-04"));
	e = stage_act(&stage, "right");
	free(e.text);
	e = stage_act(&stage, "right");
	assert_int_equal(e.kind, FX_SAY);
	free(e.text);
	stage_close(&stage);
}

static void
settlement__drill__months_of_one_township(void **state)
{
	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "settlement", "");
	stage_act(&stage, "open");
	stage_golden(&stage, "settlement-township-80x24", GLYPHS_RICH);
	stage_act(&stage, "next-sibling");
	assert_true(stage.ops->dirty(stage.model));
	assert_false(stage.ops->dirty(stage.model));
	stage_close(&stage);
}

/* `guatu list rates` by its conditions; what cannot be had says so. */
static void
settlement__rates__by_conditions(void **state)
{
	static const struct { const char *words; int count; const char *first; } cases[] = {
		{ "", 13, "530521204 2020-05" }, { "rate=cases period=2020-04", 13, "530521" },
			{ "slice=建档立卡", 13, "530521204 2020-05" },
		{ "division=旧城", 13, "530521204 2020-05" }, { "rate=best", 0, "best" }, { "slice=none", 0, "none" },
		{ "division=没有这个乡", 0, "没有这个乡" },
		/* another month's rows are no answer; a period is a month or a year */
		{ "period=2020-11", 0, "2020-05 2020-04" }, { "period=2018", 0, "2020-05" },
		{ "period=garbage", 0, "period=garbage" }, { "period=2020-13", 0, "period=2020-13" },
		{ "period=2020-051", 0, "period=2020-051" },
	};

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list l = { .whole = true };
		list_init(&l, list_find("rates"));
		stage.env.arg = cases[i].words;
		assert_int_equal(list_load(&l, stage.st, &stage.env), 0);
		assert_int_equal(l.count, cases[i].count);
		assert_non_null(strstr(l.count > 0 ? list_id(&l, list_row(&l, 0))
		                       : l.error[0] != '\0' ? l.error : l.none, cases[i].first));
		list_unload(&l);
	}
	stage_close(&stage);
}

/* The file is of what is shown: slice and rate, the month gone back to, the township opened, its order. */
static void
settlement__export__what_is_shown(void **state)
{
	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "settlement", "");
	stage_does(&stage, "export", FX_EXPORT, 0, "rates rate=instant_rate slice=FILED/ALL/ALL");
	stage_act(&stage, "left");
	stage_act(&stage, "sort");
	stage_does(&stage, "export", FX_EXPORT, 0, "rates rate=instant_rate slice=FILED/ALL/ALL period=2020-04 sort=-value");
	stage_act(&stage, "bottom");
	stage_act(&stage, "open");
	stage_does(&stage, "export", FX_EXPORT, 0, "rates rate=instant_rate slice=FILED/ALL/ALL period=2020-04 division=530521204");
	stage_close(&stage);
}

static void
settlement__lineage__names_numerator_and_source(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "settlement", "");
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "分子"));
	assert_non_null(strstr(e.text, "口径 v1"));
	assert_non_null(strstr(e.text, "公式：即时结算人次 ÷ 应即时结算人次"));
	assert_non_null(strstr(e.text, "获取时间 2020-06-03"));
	assert_non_null(strstr(e.text, "记录："));
	assert_non_null(strstr(e.text, "演示数据"));
	free(e.text);
	stage_close(&stage);
	stage_open_pack(&stage, HUOQIU, 24, 80);
	stage_enter(&stage, "settlement", "");
	e = stage_act(&stage, "lineage");
	assert_non_null(strstr(e.text, "50393万元"));
	assert_non_null(strstr(e.text, "印制到 0.1万元"));
	free(e.text);
	stage_close(&stage);
}

static void
settlement__every_action__at_odd_sizes(void **state)
{
	(void)state;
	stage_every_action("settlement", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settlement__golden__shidian),
		cmocka_unit_test(settlement__golden__huoqiu),
		cmocka_unit_test(settlement__huoqiu__own_arithmetic),
		cmocka_unit_test(settlement__metric_sort_and_month),
		cmocka_unit_test(settlement__drill__months_of_one_township),
		cmocka_unit_test(settlement__rates__by_conditions),
		cmocka_unit_test(settlement__export__what_is_shown),
		cmocka_unit_test(settlement__lineage__names_numerator_and_source),
		cmocka_unit_test(settlement__every_action__at_odd_sizes),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
