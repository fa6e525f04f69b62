#include "tests/support/test.h"

#include <string.h>

#include "screens/kit/list.h"
#include "tests/support/stage.h"

static struct stage stage;

#define SHIDIAN "shidian-2020", "2020-06-18T09:00:00+08:00"

static void
catalogue__golden(void **state)
{
	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "catalogue", "");
	stage_golden(&stage, "catalogue-80x24", GLYPHS_RICH);
	stage_enter(&stage, "params", "");
	stage_golden(&stage, "params-80x24", GLYPHS_RICH);
	stage_close(&stage);
	stage_open_pack(&stage, SHIDIAN, 36, 120);
	stage_enter(&stage, "catalogue", "");
	stage_golden(&stage, "catalogue-120x36", GLYPHS_RICH);
	stage_enter(&stage, "params", "");
	stage_golden(&stage, "params-120x36", GLYPHS_RICH);
	stage_close(&stage);
}

static void
indicator__golden__three_panes(void **state)
{
	static const struct { const char *name; int h, w; } sizes[] = { { "80x24", 24, 80 }, { "120x36", 36, 120 } };
	static const char *const panes[] = { "indicator", "indicator-trend", "indicator-ranking" };
	char name[64];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		stage_open_pack(&stage, SHIDIAN, sizes[i].h, sizes[i].w);
		stage_enter(&stage, "indicator", "instant_rate");
		for (int pane = 0; pane < 3; pane++) {
			snprintf(name, sizeof name, "%s-%s", panes[pane], sizes[i].name);
			stage_golden(&stage, name, GLYPHS_RICH);
			stage_act(&stage, "pane");
		}
		stage_close(&stage);
	}
}

/* Found by pinyin initials; Enter opens its page; the source names operands, definition and clause. */
static void
catalogue__search_open_and_source(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "catalogue", "");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "cbl", 0);
	assert_int_equal(e.kind, FX_AHEAD);
	assert_int_equal(stage.ops->load(stage.model, stage.st, &stage.env), 0);
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_INDICATOR);
	assert_string_equal(e.text, "enrol_rate");
	free(e.text);
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "口径 v1"));
	assert_non_null(strstr(e.text, "公式"));
	assert_non_null(strstr(e.text, "enrolled"));
	assert_non_null(strstr(e.text, "57,835"));
	free(e.text);
	e = stage_act(&stage, "export");
	assert_int_equal(e.kind, FX_EXPORT);
	assert_string_equal(e.text, "measures");
	free(e.text);
	stage_close(&stage);
}

static struct list *
filtered(const char *text)
{
	char error[256] = "";

	stage.ops->filter(stage.model, text, error, sizeof error);
	assert_string_equal(error, "");
	stage_reload(&stage);
	return stage.model;
}

/* Conditions ask for places, periods and persons that are worked out for them; what cannot be had says so. */
static void
catalogue__conditions__work_out_what_they_ask_for(void **state)
{
	static const struct { const char *text; int count; const char *first; } cases[] = {
		{ "indicator=instant_rate division=酒房", 1, "instant_rate 530521203 2020-05" },
		{ "indicator=instant_rate division=all", 14, "instant_rate 530521101 2020-05" },
		{ "indicator=instant_rate period=all", 13, "instant_rate 530521 2019-06" },
		{ "indicator=subsidised category=LOWINC division=jf", 1, "subsidised 530521203 2020-05" },
		{ "indicator=no-such", 0, "no-such" }, { "division=没有这个乡", 0, "没有这个乡" }, { "period=上月", 0, "2020-05" },
	};
	char error[512];

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 36, 160);
	stage_enter(&stage, "catalogue", "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct list *l = filtered(cases[i].text);
		assert_int_equal(l->count, cases[i].count);
		if (cases[i].count > 0)
			assert_string_equal(list_id(l, list_row(l, 0)), cases[i].first);
		else
			assert_non_null(strstr(l->error, cases[i].first));
	}
	assert_int_equal(filtered("value>95% indicator=instant_rate division=all")->shown, 8);
	assert_int_equal(filtered("state=MISSING")->shown, 3);
	stage.ops->filter(stage.model, "series=1", error, sizeof error);
	assert_non_null(strstr(error, " change period"));      /* a picture is no column to compare */
	stage_close(&stage);
}

/* What is missing is less than any number, whichever way the words would sort. */
static void
catalogue__sort__missing_is_least(void **state)
{
	struct list *l;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 36, 120);
	stage_enter(&stage, "catalogue", "");
	l = filtered("sort=value");
	assert_true(stage_shows(&stage, "缺"));
	assert_int_equal(l->line_count, l->count);
	l = filtered("sort=-value");
	assert_false(strstr(list_id(l, list_here(l)), "2020-06") != NULL);
	stage_close(&stage);
}

static void
indicator__missing_months_are_gaps(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "indicator", "enrol_rate");
	for (int i = 0; i < 11; i++)
		stage_act(&stage, "left");
	assert_true(stage_shows(&stage, "缺"));                /* 2019: nothing was reported then */
	e = stage_act(&stage, "lineage");
	assert_non_null(strstr(e.text, "缺数不当作零"));
	free(e.text);
	stage_close(&stage);
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "indicator", "no-such");
	assert_true(stage_shows(&stage, "没有指标 no-such"));
	stage_close(&stage);
}

static void
catalogue__every_action__at_odd_sizes(void **state)
{
	(void)state;
	stage_every_action("catalogue", "");
	stage_every_action("indicator", "actual_bp");
	stage_every_action("params", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalogue__golden),
		cmocka_unit_test(indicator__golden__three_panes),
		cmocka_unit_test(catalogue__search_open_and_source),
		cmocka_unit_test(catalogue__conditions__work_out_what_they_ask_for),
		cmocka_unit_test(catalogue__sort__missing_is_least),
		cmocka_unit_test(indicator__missing_months_are_gaps),
		cmocka_unit_test(catalogue__every_action__at_odd_sizes),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
