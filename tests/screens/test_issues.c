#include "tests/support/test.h"

#include <sqlite3.h>
#include <unistd.h>

#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "screens/work/issues.h"
#include "tests/support/stage.h"

#define NOW "2020-06-18T09:00:00+08:00"

static struct stage stage;
static char cache[64];

/* A copy of the pack's cache, so that a test may change it. */
static int
setup(void **state)
{
	char command[512];

	(void)state;
	snprintf(cache, sizeof cache, "/tmp/test_issues.%d.db", (int)getpid());
	snprintf(command, sizeof command, "cp %s %s", stage_pack("shidian-2020"), cache);
	assert_int_equal(system(command), 0);
	stage_open(&stage, cache, NOW, 20, 80);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	stage_close(&stage);
	unlink(cache);
	return 0;
}

static void
size(int h, int w)
{
	stage.env.h = h - 4;
	stage.env.w = w;
}

static void
golden(const char *name)
{
	char *text = stage_text(&stage, GLYPHS_RICH);

	golden_check(name, text);
	free(text);
}

static struct effect
act(const char *name)
{
	return stage_act(&stage, name);
}

/* One action whose effect is of no interest. */
static void
press(const char *name)
{
	free(act(name).text);
}

static const char *
selected(char out[TARGET_ID])
{
	static struct targets t;

	stage.ops->targets(stage.model, &t);
	snprintf(out, TARGET_ID, "%s", t.count > 0 ? t.id[0] : "");
	return out;
}

static void
must_show(const char *what)
{
	char *text = stage_text(&stage, GLYPHS_RICH);

	if (strstr(text, what) == NULL)
		fail_msg("\"%s\" is not on screen:\n%s", what, text);
	free(text);
}

static void
must_not_show(const char *what)
{
	char *text = stage_text(&stage, GLYPHS_RICH);

	if (strstr(text, what) != NULL)
		fail_msg("\"%s\" is on screen:\n%s", what, text);
	free(text);
}

static void
sql(const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(cache, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* ---- pictures ------------------------------------------------------------------- */

static void
issues__paint__three_sizes(void **state)
{
	(void)state;
	stage_enter(&stage, "issues", "");
	golden("issues-80x24");
	size(36, 120);
	stage_enter(&stage, "issues", "");
	golden("issues-120x36");
	size(50, 200);
	stage_enter(&stage, "issues", "逾期>0");
	golden("issues-200x50");
}

/* The preview's rows of a frame painted after `before`. */
static char *
preview_after(struct canvas *before, struct canvas *frame)
{
	assert_int_equal(canvas_init(frame, stage.env.h, stage.env.w, GLYPHS_RICH), 0);
	frame->before = before != NULL ? before->cells : NULL;
	stage.ops->paint(stage.model, &stage.env, frame);
	struct canvas right = canvas_view(frame, 0, 80, frame->h, frame->w - 80);
	return canvas_text(&right);
}

/* The preview of the row before stays while keys come in a run, and is empty when the list has scrolled. */
static void
issues__keys_in_a_run__preview_waits(void **state)
{
	struct canvas first, second, third, last;
	char *one, *two, *three, *four;
	(void)state;
	size(36, 120);
	stage_enter(&stage, "issues", "");
	one = preview_after(NULL, &first);
	stage.env.hurried = true;
	press("down");
	two = preview_after(&first, &second);
	assert_string_equal(one, two);
	for (int i = 0; i < 60; i++)
		press("down");
	three = preview_after(&second, &third);
	assert_int_equal(strspn(three, "\n "), strlen(three));
	stage.env.hurried = false;
	four = preview_after(&third, &last);
	assert_string_not_equal(four, one);
	assert_true(strspn(four, "\n ") < strlen(four));
	canvas_clear(&first), canvas_clear(&second), canvas_clear(&third), canvas_clear(&last);
	free(one), free(two), free(three), free(four);
}

static void
issues__paint__marks_folds_and_orders(void **state)
{
	(void)state;
	stage_enter(&stage, "issues", "乡镇:酒房");
	press("mark");
	press("mark");
	press("down");
	press("left");
	golden("issues-marked-folded-80x24");
	press("sort");
	press("sort");
	golden("issues-by-township-80x24");
}

static void
issues__paint__empty_and_unusable_filters_say_what_to_do(void **state)
{
	(void)state;
	stage_enter(&stage, "issues", "逾期>400");
	golden("issues-empty-80x24");
	must_show("Esc 清除筛选");
	stage_enter(&stage, "issues", "乡镇:火星");
	must_show("火星");
	must_show("姚关");
	stage_enter(&stage, "issues", "村长:甲");
	must_show("村长");
}

static void
issues__filter__a_word_alone_is_a_name_else_it_is_said_where_it_was_looked_for(void **state)
{
	(void)state;
	stage_enter(&stage, "issues", "姚关");
	must_show("3 / 68件");
	stage_enter(&stage, "issues", "nowhere");
	must_show("“nowhere”不是乡镇、状态、来源");
	must_show("Esc 清除筛选");
	stage_enter(&stage, "issues", "姚关 逾期>400");
	must_show("没有符合全部条件的问题");
	sql("UPDATE issue SET status = 'CLOSED'");
	stage_enter(&stage, "issues", "");
	must_show("F9 可登记");
	must_show("状态:全部");
}

/* What the columns leave out is in the files; a place is not said twice, a date gives up its year before it is cut. */
static void
issues__columns__by_width(void **state)
{
	(void)state;
	size(24, 60);
	stage_enter(&stage, "issues", "");
	must_show("酒房");
	must_not_show("2020-0053");
	size(24, 80);
	stage_enter(&stage, "issues", "");
	must_show("2020-0053");
	must_show("05-15  34天!!!");
	must_not_show("2020-05-15");
	size(24, 240);
	stage_enter(&stage, "issues", "逾期>30");
	press("preview");
	must_show("2020-05-15 ");
	must_show(" 酒房医保办专员");
}

/* Nothing is wider than the screen, at any width; no half of a Han character, no stray cell. */
static void
issues__paint__fits_every_width(void **state)
{
	(void)state;
	for (int w = 60; w <= 220; w += 7) {
		char *text, *save, *line;
		int rows = 0;
		size(24, w);
		stage_enter(&stage, "issues", "");
		text = stage_text(&stage, GLYPHS_ASCII);
		for (line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
			assert_true(text_width(line) <= w);
			rows++;
		}
		assert_true(rows > 15);
		free(text);
	}
}

/* ---- moving ------------------------------------------------------------------------- */

static void
issues__move__every_row_once_down_and_up(void **state)
{
	char ids[200][TARGET_ID], now[TARGET_ID];
	int n = 0, loads = 0, back;

	(void)state;
	stage_enter(&stage, "issues", "");
	for (;;) {
		struct effect e;
		if (n == 200)
			fail_msg("the list does not end");
		selected(ids[n++]);
		e = act("down");
		loads += e.kind == FX_LOAD;
		if (e.kind == FX_NONE || strcmp(selected(now), ids[n - 1]) == 0)
			break;
	}
	assert_true(n > 40);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(ids[i], ids[k]);
	assert_true(loads <= n / 12 + 2);                  /* a page or so between two fetches */
	for (back = n - 1; back > 0; back--) {
		assert_string_equal(selected(now), ids[back]);
		press("up");
	}
	assert_string_equal(selected(now), ids[0]);
	press("bottom");
	assert_string_equal(selected(now), ids[n - 1]);
	press("top");
	assert_string_equal(selected(now), ids[0]);
	for (int i = 0; i < 10; i++)
		press("page-down");
	assert_string_equal(selected(now), ids[n - 1]);
	for (int i = 0; i < 10; i++)
		press("page-up");
	assert_string_equal(selected(now), ids[0]);
}

static void
issues__refresh__nothing_moves_and_the_row_stays(void **state)
{
	char before[TARGET_ID], after[TARGET_ID], change[512];
	char *was, *is;

	(void)state;
	stage_enter(&stage, "issues", "");
	press("down");
	press("down");
	selected(before);
	was = stage_text(&stage, GLYPHS_RICH);
	snprintf(change, sizeof change, "UPDATE issue SET status = 'CLOSED', rev = 9 WHERE id = '%s';"
	         "INSERT INTO issue (id, rev, title, status, division, deadline, source) VALUES ('2020-9999', 1, '更早的', 'OPEN', '530521101', '2020-01-01', 'SELF')", before);
	sql(change);
	stage_reload(&stage);
	assert_string_equal(selected(after), before);
	must_show("已销号");
	is = stage_text(&stage, GLYPHS_RICH);
	assert_null(strstr(is, "更早的"));                  /* it waits for r */
	must_show("有新变化 按r显示");
	assert_string_not_equal(was, is);
	press("refresh");
	stage_reload(&stage);
	must_show("更早的");
	free(was);
	free(is);
}

/* Two are marked and one of them is closed: counts, marks and the row agree, and nothing waits for a key. */
static void
issues__refresh__a_closed_row_is_told_apart_and_loses_its_mark(void **state)
{
	static struct targets t;
	char closed[TARGET_ID], change[512];

	(void)state;
	stage_enter(&stage, "issues", "");
	must_show("68 / 68件");
	selected(closed);
	press("mark");
	press("mark");
	snprintf(change, sizeof change, "UPDATE issue SET status = 'CLOSED', rev = 9 WHERE id = '%s'", closed);
	sql(change);
	stage_reload(&stage);
	must_show("67 / 67件（另1件刚办）");
	must_show("逾期 >30 天  2件（另1件刚办）");
	must_show("已销号");
	must_not_show("有新变化");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 1);
	assert_string_not_equal(t.id[0], closed);
	press("mark-all");                                  /* not what is done */
	stage.ops->targets(stage.model, &t);
	for (int i = 0; i < t.count; i++)
		assert_string_not_equal(t.id[i], closed);
	press("refresh");
	stage_reload(&stage);
	must_not_show("刚办");
	must_not_show(closed);
}

static void
issues__overdue__next_and_previous(void **state)
{
	char now[TARGET_ID];
	struct effect e;

	(void)state;
	stage_enter(&stage, "issues", "");
	press("sort");                                      /* newest first: overdue ones are strewn */
	press("top");
	for (int i = 0; i < 5; i++) {
		press("next-overdue");
		selected(now);
		assert_string_not_equal(now, "");
	}
	must_show("天");
	press("prev-overdue");
	stage_enter(&stage, "issues", "期限>0");
	e = act("next-overdue");
	free(e.text);
	assert_string_not_equal(selected(now), "");
}

/* ---- acting --------------------------------------------------------------------------- */

static void
issues__targets__marked_and_in_sight_else_selected(void **state)
{
	static struct targets t;

	(void)state;
	stage_enter(&stage, "issues", "");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, KIND_ISSUE);
	assert_int_equal(t.count, 1);
	press("mark");
	press("mark");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 2);
	press("bottom");                                    /* the marked ones are out of sight */
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 0);
	must_show("屏上0件");
	press("top");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 2);
	assert_true(stage.ops->dirty(stage.model));         /* Esc: marks first */
	stage_reload(&stage);
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 1);
	press("mark-all");
	stage.ops->targets(stage.model, &t);
	assert_true(t.count > 10);
	press("mark-all");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 1);
	press("mark");
	for (int i = 0; i < 3; i++)
		press("down");
	press("mark-range");
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.count, 5);
}

static void
issues__keys__give_their_effects(void **state)
{
	static const struct { const char *action, *verb; } verbs[] = {
		{ "close", "close" }, { "ack", "ack" }, { "snooze", "snooze" }, { "reassign", "reassign" }, { "urge", "urge" },
		{ "escalate", "escalate" }, { "comment", "comment" } };
	char id[TARGET_ID];
	struct effect e;

	(void)state;
	stage_enter(&stage, "issues", "乡镇:姚关");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		e = act(verbs[i].action);
		assert_int_equal(e.kind, FX_VERB);
		assert_string_equal(e.verb, verbs[i].verb);
	}
	selected(id);
	e = act("open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_ISSUE);
	assert_memory_equal(e.text, id, strlen(id));
	assert_non_null(strstr(e.text, "乡镇:姚关"));
	free(e.text);
	e = act("export");
	assert_string_equal(e.text, "issues 乡镇:姚关");
	free(e.text);
	press("sort");
	e = act("export");
	assert_string_equal(e.text, "issues 乡镇:姚关 sort=newest");
	free(e.text);
	e = act("copy");
	assert_int_equal(e.kind, FX_COPY);
	assert_non_null(strstr(e.text, id));
	assert_non_null(strstr(e.text, "姚关"));
	free(e.text);
	e = act("undo");
	assert_int_equal(e.kind, FX_NONE);
}

static void
issues__filter__hook_parses_clears_and_refuses(void **state)
{
	char error[256];
	struct effect e;

	(void)state;
	stage_enter(&stage, "issues", "");
	e = stage.ops->filter(stage.model, "乡镇：旧城　逾期＞０", error, sizeof error);
	assert_int_equal(e.kind, FX_LOAD);
	stage_reload(&stage);
	assert_string_equal(stage.ops->filter_text(stage.model), "乡镇:旧城 逾期>0");
	must_show("乡镇:旧城 逾期>0");
	e = stage.ops->filter(stage.model, "逾期>x", error, sizeof error);
	assert_int_equal(e.kind, FX_NONE);
	assert_non_null(strstr(error, "x"));
	assert_true(stage.ops->dirty(stage.model));
	stage_reload(&stage);
	assert_string_equal(stage.ops->filter_text(stage.model), "");
	assert_false(stage.ops->dirty(stage.model));
}

static void
issues__search__finds_by_place_title_and_number(void **state)
{
	char now[TARGET_ID], first[TARGET_ID];
	struct effect e;

	(void)state;
	stage_enter(&stage, "issues", "");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "yaoguan", 1);
	assert_true(e.kind == FX_PAINT || e.kind == FX_SAY);
	free(e.text);
	must_show("> ");
	selected(first);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "yaoguan", 1);
	free(e.text);
	assert_string_not_equal(selected(now), first);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "yaoguan", -1);
	free(e.text);
	assert_string_equal(selected(now), first);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "2020-0053", 1);
	free(e.text);
	assert_string_equal(selected(now), "2020-0053");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "没有这样的", 1);
	assert_int_equal(e.kind, FX_REFUSE);
	assert_non_null(strstr(e.text, "没有这样的"));
	free(e.text);
	assert_string_equal(selected(now), "2020-0053");
}

/* ---- one issue ---------------------------------------------------------------------------- */

static void
issue__paint__tabs_and_sizes(void **state)
{
	(void)state;
	stage_enter(&stage, "issue", "2020-0092\t0\t");
	golden("issue-80x24");
	press("pane");
	golden("issue-timeline-80x24");
	press("raw");
	golden("issue-raw-80x24");
	size(36, 120);
	stage_enter(&stage, "issue", "2020-0092\t0\t");
	golden("issue-120x36");
	stage_enter(&stage, "issue", "no-such");
	must_show("Esc");
}

static void
issue__siblings__walk_the_list_it_came_from(void **state)
{
	char order[10][TARGET_ID], now[TARGET_ID];
	struct effect e;
	int n = 0;

	(void)state;
	stage_enter(&stage, "issues", "乡镇:旧城 逾期>0");
	do {
		selected(order[n++]);
		press("down");
	} while (n < 10 && strcmp(selected(now), order[n - 1]) != 0);
	assert_true(n >= 3);
	snprintf(now, sizeof now, "%s", order[0]);
	char arg[200];
	snprintf(arg, sizeof arg, "%s\t0\t乡镇:旧城 逾期>0", now);
	stage_enter(&stage, "issue", arg);
	for (int i = 1; i < n; i++) {
		press("next-sibling");
		assert_string_equal(selected(now), order[i]);
	}
	e = act("next-sibling");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	press("prev-sibling");
	assert_string_equal(selected(now), order[n - 2]);
	stage_enter(&stage, "issue", order[0]);
	e = act("next-sibling");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
}

/* The county's own words for kinds of evidence (term list evidence_kind), not ours. */
static void
issue__evidence__named_by_the_county(void **state)
{
	bool named = false, ours = false;

	(void)state;
	stage_enter(&stage, "issue", "2020-0003");
	for (int i = 0; i < 6; i++, press("pane")) {
		char *text = stage_text(&stage, GLYPHS_RICH);
		named |= strstr(text, "回执 ") != NULL;
		ours |= strstr(text, "回单 ") != NULL;
		free(text);
	}
	assert_true(named);
	assert_false(ours);
}

/* In English one day is a day. */
static void
issues__overdue__in_days_or_a_day(void **state)
{
	static const struct { int overdue, left; const char *says; } rows[] = {
		{ 0, 2, "2 days left" }, { 0, 1, "1 day left" }, { 0, 0, "due today" }, { 1, -1, "1 day" }, { 2, -2, "2 days" },
	};
	int open = flow_state_find(KIND_ISSUE, "OPEN");
	char says[64];

	(void)state;
	stage_language(true);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct issue_row r = { .state = open, .overdue = rows[i].overdue, .deadline = 18000 + rows[i].left };
		issue_overdue_words(&r, 18000, says, sizeof says);
		assert_string_equal(says, rows[i].says);
	}
	stage_language(false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(issues__paint__three_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__keys_in_a_run__preview_waits, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__paint__marks_folds_and_orders, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__paint__empty_and_unusable_filters_say_what_to_do, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__filter__a_word_alone_is_a_name_else_it_is_said_where_it_was_looked_for, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__columns__by_width, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__paint__fits_every_width, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__move__every_row_once_down_and_up, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__refresh__nothing_moves_and_the_row_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__refresh__a_closed_row_is_told_apart_and_loses_its_mark, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__overdue__next_and_previous, setup, teardown),
		cmocka_unit_test(issues__overdue__in_days_or_a_day),
		cmocka_unit_test_setup_teardown(issues__targets__marked_and_in_sight_else_selected, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__keys__give_their_effects, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__filter__hook_parses_clears_and_refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__search__finds_by_place_title_and_number, setup, teardown),
		cmocka_unit_test_setup_teardown(issue__paint__tabs_and_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(issue__evidence__named_by_the_county, setup, teardown),
		cmocka_unit_test_setup_teardown(issue__siblings__walk_the_list_it_came_from, setup, teardown),
	};

	stage_language(false);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
