/* From a rate that fell to why it did: institutions, exceptions, issues, and the explanation that is asked for. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/kit/list.h"
#include "store/cache/db.h"
#include "store/outbox/outbox.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

#define JIUCHENG "530521204 2020-05 instant_rate FILED/ALL/ALL"

static struct stage stage;

static void
enter(const char *screen, const char *arg, const char *day, int w)
{
	char now[40];

	snprintf(now, sizeof now, "%sT09:00:00+08:00", day);
	stage_open_pack(&stage, "shidian-2020", now, 36, w);
	stage_enter(&stage, screen, arg);
}

/* Of the rows of a part: how many, and a column added up. */
static int
of_part(const char *part, const char *column, int64_t *sum)
{
	const struct list *l = stage.model;
	int n = 0, at = list_column_find(l, column, strlen(column)), kind = list_column_find(l, "part", 4);

	*sum = 0;
	for (int i = 0; i < l->count; i++) {
		struct value v, k;
		list_value(l, list_row(l, i), kind, &stage.env, &k);
		list_value(l, list_row(l, i), at, &stage.env, &v);
		if (strcmp(k.code, part) != 0)
			continue;
		n++;
		*sum += v.n;
	}
	return n;
}

static const struct list *
list(void)
{
	return stage.model;
}

static void
why__enter_leads_from_a_township_to_its_months_and_to_why(void **state)
{
	(void)state;
	enter("settlement", "", "2020-06-18", 120);
	assert_true(stage_shows(&stage, "-3.0 须说明"));
	stage_does(&stage, "why", FX_OPEN, SCREEN_WHY, JIUCHENG);
	assert_int_equal(stage_act(&stage, "open").kind, FX_PAINT);
	stage_does(&stage, "open", FX_OPEN, SCREEN_WHY, JIUCHENG);
	free(stage_act(&stage, "down").text);
	stage_does(&stage, "open", FX_OPEN, SCREEN_WHY, "530521204 2020-04 instant_rate FILED/ALL/ALL");
	stage_close(&stage);
}

/* Levels are the sums of their institutions, and both of the township's own row. */
static void
why__levels_and_institutions__month_against_month(void **state)
{
	int64_t levels, institutions;

	(void)state;
	enter("why", JIUCHENG, "2020-06-18", 120);
	assert_int_equal(of_part("TIER", "whole", &levels), 3);
	assert_int_equal(of_part("INSTITUTION", "whole", &institutions), 4);
	assert_int_equal(levels, institutions);
	assert_int_equal(levels, 497);
	assert_true(stage_shows(&stage, "85.3%"));
	assert_true(stage_shows(&stage, "88.3%"));
	assert_int_equal(of_part("EXCEPTION", "whole", &levels), 1);
	assert_int_equal(of_part("ISSUE", "whole", &levels), 8);
	stage_close(&stage);
}

/* By the first analysis after the month, 30 June with three workdays of grace, in the four words. */
static void
why__explanation__due_by_the_analysis(void **state)
{
	static const struct { const char *day, *lateness, *settlement; } days[] = {
		{ "2020-06-18", "", "-3.0 须说明" }, { "2020-06-29", "DUE_SOON", "-3.0 说明临期1天" },
		{ "2020-07-01", "OVERDUE", "-3.0 说明逾期1天" }, { "2020-07-03", "OVERDUE", "-3.0 说明逾期3天" },
		{ "2020-07-06", "MISSED", "-3.0 说明缺办6天" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct value v;
		enter("why", JIUCHENG, days[i].day, 120);
		list_value(list(), list_row(list(), 0), list_column_find(list(), "lateness", 8), &stage.env, &v);
		assert_string_equal(v.code != NULL ? v.code : "", days[i].lateness);
		stage_enter(&stage, "settlement", "");
		assert_true(stage_shows(&stage, days[i].settlement));
		stage.env.w = 80;
		stage.env.h = 20;
		stage_reload(&stage);
		assert_true(stage_shows(&stage, days[i].settlement));
		stage_close(&stage);
	}
}

/* A step of the ledger the pack names, with what is known filled in. */
static void
why__explaining_is_a_step(void **state)
{
	struct effect e;

	(void)state;
	enter("why", JIUCHENG, "2020-06-18", 120);
	e = stage_act(&stage, "new-entry");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_FORM);
	char arg[256];
	snprintf(arg, sizeof arg, "%s", e.text);
	free(e.text);
	stage_enter(&stage, "form", arg);
	assert_true(stage_shows(&stage, "指标波动说明"));
	assert_true(stage_shows(&stage, "旧城"));
	assert_true(stage_shows(&stage, "2020-05"));
	assert_true(stage_shows(&stage, "即时结算率"));
	assert_false(stage_shows(&stage, "instant_rate"));
	stage_close(&stage);
}

/* While it waits here, and once the hub has it: shown instead of 须说明. */
static void
why__explained__offline_and_then(void **state)
{
	char dir[] = "/tmp/test_why.XXXXXX", path[96], cache[96], error[256];
	struct op *op = op_new(KIND_ENTRY, "explain", "register", 0, 1593651600);      /* 2020-07-02 09:00 */
	struct outbox *box;
	sqlite3 *db;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/outbox.db", dir);
	snprintf(cache, sizeof cache, "%s/cache.db", dir);
	stage_cache_from_pack("packs/shidian-2020", cache);
	assert_non_null(box = outbox_open(path, error, sizeof error));
	op_set(op, "ledger", "explain");
	op_set(op, "title", "旧城 2020-05 即时结算率");
	op_set(op, "division", "530521204");
	op_add(op, "extra", "month=2020-05");
	op_add(op, "extra", "rate=instant_rate");
	op_add(op, "extra", "reason=县级医院接口切换，身份未推送");
	assert_int_equal(outbox_queue(box, op, "说明"), 0);
	op_free(op);
	outbox_close(box);

	stage_open_with(&stage, cache, path, "2020-07-02T09:30:00+08:00", 32, 120);
	stage_enter(&stage, "settlement", "");
	assert_true(stage_shows(&stage, "-3.0 ~已说明补办2天"));
	stage_enter(&stage, "why", JIUCHENG);
	assert_true(stage_shows(&stage, "县级医院接口切换"));
	stage_close(&stage);

	assert_int_equal(sqlite3_open(cache, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "INSERT INTO entry (pk, id, rev, ledger, title, status, stage, division, opened_at,"
		" moved_by, extra) VALUES (99001, 'explain-1', 1, 'explain', '说明', 'OPEN', 'GIVEN', '530521204', '2020-06-29',"
		" 'duty-a', '{\"month\":\"2020-05\",\"rate\":\"instant_rate\",\"reason\":\"接口切换\"}')", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	stage_open(&stage, cache, "2020-07-02T09:30:00+08:00", 32, 120);
	stage_enter(&stage, "settlement", "");
	assert_true(stage_shows(&stage, "-3.0 已说明"));
	stage_enter(&stage, "why", JIUCHENG);
	stage_does(&stage, "open", FX_OPEN, SCREEN_ENTRY, "explain-1");
	stage_close(&stage);
	/* a day before it was given it is asked for as before */
	stage_open(&stage, cache, "2020-06-28T09:30:00+08:00", 32, 120);
	stage_enter(&stage, "settlement", "");
	assert_true(stage_shows(&stage, "-3.0 说明临期2天"));
	stage_close(&stage);
	unlink(cache);
	unlink(path);
	rmdir(dir);
}

static void
why__goldens(void **state)
{
	(void)state;
	enter("why", JIUCHENG, "2020-06-18", 80);
	stage.env.h = 20;
	stage_reload(&stage);
	stage_golden(&stage, "why-80x24", GLYPHS_RICH);
	stage_close(&stage);
	enter("why", JIUCHENG, "2020-07-06", 120);
	stage_golden(&stage, "why-120x36", GLYPHS_RICH);
	stage_close(&stage);
	stage_every_action("why", JIUCHENG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(why__enter_leads_from_a_township_to_its_months_and_to_why),
		cmocka_unit_test(why__levels_and_institutions__month_against_month),
		cmocka_unit_test(why__explanation__due_by_the_analysis),
		cmocka_unit_test(why__explaining_is_a_step),
		cmocka_unit_test(why__explained__offline_and_then),
		cmocka_unit_test(why__goldens),
	};

	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
