#include "tests/support/test.h"

#include "tests/support/stage.h"

static struct stage stage;

#define SHIDIAN "shidian-2020", "2020-06-18T09:00:00+08:00"
#define HUOQIU "huoqiu-2018", "2018-12-20T09:00:00+08:00"
#define ZIBO "zibo-2020", "2020-11-20T09:00:00+08:00"

static void
enrolment__golden(void **state)
{
	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "enrolment", "");
	stage_golden(&stage, "enrolment-80x24", GLYPHS_RICH);
	stage_close(&stage);
	stage_open_pack(&stage, SHIDIAN, 36, 120);
	stage_enter(&stage, "enrolment", "");
	stage_golden(&stage, "enrolment-120x36", GLYPHS_RICH);
	stage_close(&stage);
}

/* The county's own rate has two denominators, 146万 and 143万: both are shown by name, and one is impossible (B04-B06). */
static void
enrolment__rates__each_by_its_denominator(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, HUOQIU, 24, 80);
	stage_enter(&stage, "enrolment", "");
	assert_true(stage_shows(&stage, "参保率98.0% / 1,460,000（统计年鉴人口减职工医保减外出参保）"));
	assert_true(stage_shows(&stage, "参保率100.1% / 1,430,000（公安年报人口减四项）"));
	/* Nobody published who was subsidised: missing, not zero. */
	assert_true(stage_shows(&stage, "缺"));
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&stage);
}

static void
enrolment__category__by_argument_and_key(void **state)
{
	(void)state;
	stage_open_pack(&stage, ZIBO, 24, 80);
	stage_enter(&stage, "enrolment", "低保对象");
	assert_true(stage_shows(&stage, "[低保对象]"));
	assert_true(stage_shows(&stage, "3,495"));
	stage_act(&stage, "left");
	assert_true(stage_shows(&stage, "[建档立卡]"));
	assert_false(stage_shows(&stage, "3,495"));
	stage_act(&stage, "left");
	assert_true(stage_shows(&stage, "[全部]"));
	stage_act(&stage, "metric");
	assert_true(stage_shows(&stage, "[建档立卡]"));
	stage_close(&stage);
}

/* What was turned to is what the file is of; Esc turns back; a category there is not says so. */
static void
enrolment__category__in_file_and_filter(void **state)
{
	char error[256] = "";

	(void)state;
	stage_open_pack(&stage, ZIBO, 24, 80);
	stage_enter(&stage, "enrolment", "低保对象");
	stage_does(&stage, "export", FX_EXPORT, 0, "enrolment category=DIBAO");
	stage_act(&stage, "right");
	stage_does(&stage, "export", FX_EXPORT, 0, "enrolment category=DIBAO category=TEKUN");
	assert_true(stage.ops->dirty(stage.model));
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "[低保对象]"));
	assert_false(stage.ops->dirty(stage.model));
	stage.ops->filter(stage.model, "category=TEKUN", error, sizeof error);       /* counts more than what it was opened on */
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "[特困人员]"));
	assert_true(stage_shows(&stage, "沂源"));
	stage.ops->filter(stage.model, "category=nobody", error, sizeof error);
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "nobody"));
	stage_close(&stage);
}

/* On a narrow screen whole columns give way: no head is cut. */
static void
enrolment__english__heads_are_whole(void **state)
{
	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_language(true);
	stage_enter(&stage, "enrolment", "");
	assert_true(stage_shows(&stage, "should enrolled enrolment rate"));
	assert_true(stage_shows(&stage, "unexplained  untagged  gaps"));
	assert_false(stage_shows(&stage, "subsidi"));
	stage_language(false);
	stage_close(&stage);
}

/* The row under the cursor stays by place; Enter opens its gaps; i names the words. */
static void
enrolment__open_and_source(void **state)
{
	struct effect e;

	(void)state;
	stage_open_pack(&stage, SHIDIAN, 24, 80);
	stage_enter(&stage, "enrolment", "");
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_LEDGER);
	assert_string_equal(e.text, "enrol_gap");
	free(e.text);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "jf", 0);
	assert_int_equal(e.kind, FX_AHEAD);
	assert_int_equal(stage.ops->load(stage.model, stage.st, &stage.env), 0);
	e = stage_act(&stage, "open");
	assert_string_equal(e.text, "enrol_gap - 530521203");
	free(e.text);
	stage_reload(&stage);
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "酒房"));
	assert_non_null(strstr(e.text, "= enrolled / should"));
	assert_non_null(strstr(e.text, "reason_army"));
	free(e.text);
	stage_close(&stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enrolment__golden),
		cmocka_unit_test(enrolment__rates__each_by_its_denominator),
		cmocka_unit_test(enrolment__category__by_argument_and_key),
		cmocka_unit_test(enrolment__category__in_file_and_filter),
		cmocka_unit_test(enrolment__english__heads_are_whole),
		cmocka_unit_test(enrolment__open_and_source),
	};

	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
