/* Counties of the size most are: every screen that has townships in it, at three sizes. */
#include "tests/support/test.h"

#include <unistd.h>

#include "screens/kit/canvas.h"
#include "tests/support/stage.h"
#include "tests/support/towns.h"

static const char now[] = "2020-06-18T09:00:00+08:00";
static char scratch[] = "/tmp/guatu-towns-XXXXXX";

static void
no_line_is_wider(const char *text, int w, const char *what)
{
	char line[2048];

	for (const char *at = text; *at != '\0'; at += strcspn(at, "\n") + (strchr(at, '\n') != NULL)) {
		snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
		if (text_width(line) > w)
			fail_msg("%s: wider than %d: %s", what, w, line);
	}
}

static void
towns__every_screen__at_three_sizes(void **state)
{
	static const char *const screens[][2] = {
		{ "map", "" }, { "tasks", "" }, { "issues", "" }, { "reports", "" }, { "settlement", "" }, { "township", "" },
		{ "duties", "" }, { "checklists", "" }, { "checklist", "four_clear" }, { "ledgers", "" }, { "funnel", "" },
		{ "enrolment", "" }, { "checks", "" }, { "catalogue", "" }, { "events", "" },
	};
	static const char *const acts[] = { "metric", "down", "bottom", "right", "sort", "pane", "map-style", "top" };
	static const int sizes[][2] = { { 24, 80 }, { 36, 120 }, { 50, 200 } };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
		for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
			struct stage s;
			stage_open(&s, scratch, now, sizes[k][0] - 4, sizes[k][1]);
			stage_enter(&s, screens[i][0], screens[i][1]);
			for (size_t a = 0; a <= sizeof acts / sizeof *acts; a++) {
				char *text = stage_text(&s, GLYPHS_RICH);
				no_line_is_wider(text, sizes[k][1], screens[i][0]);
				free(text);
				if (a < sizeof acts / sizeof *acts)
					free(stage_act(&s, acts[a]).text);
			}
			stage_close(&s);
		}
}

static void
towns__what_is_cut__is_counted(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, scratch, now, 20, 80);
	stage_enter(&s, "settlement", "");
	assert_true(stage_shows(&s, "31 个乡镇，第 1-8 行"));
	stage_enter(&s, "funnel", "");
	assert_true(stage_shows(&s, "第1-10个，共17个"));
	stage_enter(&s, "checklist", "four_clear");
	assert_true(stage_shows(&s, "第1个,共31个"));
	stage_enter(&s, "township", "");
	assert_true(stage_shows(&s, "排名31/31"));
	assert_true(stage_shows(&s, "村级 (10) 最差在前"));
	stage_close(&s);
}

static void
towns__supervision__lists_all_the_townships_of_a_group(void **state)
{
	struct stage s;

	(void)state;
	stage_open(&s, scratch, now, 32, 120);
	stage_enter(&s, "reports", "");
	assert_true(stage_shows(&s, "督战 7 乡镇：周集 石店 马店 冯井 曹庙 范桥 邵岗"));
	assert_true(stage_shows(&s, "乡镇督战全覆盖"));
	stage_close(&s);
}

static int
set_up(void **state)
{
	int fd = mkstemp(scratch);

	(void)state;
	stage_chinese();
	if (fd < 0)
		return -1;
	close(fd);
	stage_towns(scratch, towns_huoqiu, false);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return unlink(scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(towns__every_screen__at_three_sizes),
		cmocka_unit_test(towns__what_is_cut__is_counted),
		cmocka_unit_test(towns__supervision__lists_all_the_townships_of_a_group),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
