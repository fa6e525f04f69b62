#include "tests/support/test.h"

#include "screens/kit/list.h"
#include "store/read/events.h"
#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

/* Did the action go to another one (and not refuse with words)? */
static bool
moves(struct stage *s, const char *action)
{
	struct effect e = stage_act(s, action);

	free(e.text);
	return e.kind == FX_LOAD;
}

static void
open_at(struct stage *s, int h, int w, const char *screen, const char *arg)
{
	stage_open(s, stage_pack("shidian-2020"), "2020-06-18T09:00:00+08:00", h - 4, w);
	stage_enter(s, screen, arg);
}

static void
check(struct stage *s, const char *golden)
{
	char *text = stage_text(s, GLYPHS_RICH);

	golden_check(golden, text);
	free(text);
}

static void
township__paint__three_sizes(void **state)
{
	struct stage s;

	(void)state;
	open_at(&s, 24, 80, "township", "530521203");
	check(&s, "township-80x24");
	stage_close(&s);
	open_at(&s, 36, 120, "township", "530521203");
	check(&s, "township-120x36");
	stage_close(&s);
	open_at(&s, 50, 200, "township", "530521103");
	check(&s, "township-200x50");
	stage_close(&s);
}

static void
township__open__without_a_code_is_the_worst(void **state)
{
	struct stage s, worst;

	(void)state;
	open_at(&s, 24, 80, "township", "");
	open_at(&worst, 24, 80, "township", "530521203");
	char *a = stage_text(&s, GLYPHS_RICH), *b = stage_text(&worst, GLYPHS_RICH);
	assert_string_equal(a, b);
	free(a);
	free(b);
	stage_close(&s);
	stage_close(&worst);
}

static void
township__rows__act_and_open(void **state)
{
	struct stage s;
	struct targets t;

	(void)state;
	open_at(&s, 24, 80, "township", "530521203");
	stage_act(&s, "down");
	s.ops->targets(s.model, &t);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.kind, KIND_ISSUE);
	stage_does(&s, "open", FX_OPEN, SCREEN_ISSUE, t.id[0]);
	stage_does(&s, "map-issues", FX_OPEN, SCREEN_ISSUES, "乡镇:酒房 逾期>0");
	stage_act(&s, "pane");
	s.ops->targets(s.model, &t);
	assert_int_equal(t.count, 0);
	struct effect e = stage_act(&s, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_VILLAGE);
	assert_memory_equal(e.text, "530521203", 9);
	free(e.text);
	e = stage_act(&s, "copy");
	assert_int_equal(e.kind, FX_COPY);
	assert_non_null(strstr(e.text, "酒房乡"));
	free(e.text);
	stage_close(&s);
}

static void
township__siblings__walk_the_ranking(void **state)
{
	struct stage s;
	int steps = 0;

	(void)state;
	open_at(&s, 24, 80, "township", "");
	while (moves(&s, "next-sibling"))
		steps++;
	assert_int_equal(steps, 12);
	char *text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "1/13"));
	free(text);
	while (moves(&s, "prev-sibling"))
		steps--;
	assert_int_equal(steps, 0);
	stage_close(&s);
}

static void
township__reload__keeps_the_row(void **state)
{
	struct stage s;
	struct targets before, after;

	(void)state;
	open_at(&s, 24, 80, "township", "530521203");
	for (int i = 0; i < 4; i++)
		stage_act(&s, "down");
	s.ops->targets(s.model, &before);
	assert_int_equal(s.ops->load(s.model, s.st, &s.env), 0);
	s.ops->targets(s.model, &after);
	assert_string_equal(before.id[0], after.id[0]);
	stage_close(&s);
}

static void
township__unknown__says_so(void **state)
{
	struct stage s;

	(void)state;
	open_at(&s, 24, 80, "village", "530521999999");
	char *text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "F5"));
	free(text);
	assert_int_equal(stage_act(&s, "open").kind, FX_NONE);
	stage_close(&s);
}

static void
village__paint__and_open(void **state)
{
	struct stage s;
	struct targets t;

	(void)state;
	open_at(&s, 24, 80, "village", "530521203204");
	check(&s, "village-80x24");
	s.ops->targets(s.model, &t);
	assert_int_equal(t.count, 1);
	stage_does(&s, "open", FX_OPEN, SCREEN_ISSUE, t.id[0]);
	assert_true(moves(&s, "next-sibling") || moves(&s, "prev-sibling"));
	stage_close(&s);
}

static void
events__window__reaches_both_ends(void **state)
{
	struct stage s;
	char *top, *text;

	(void)state;
	open_at(&s, 24, 80, "events", "");
	check(&s, "events-80x24");
	top = stage_text(&s, GLYPHS_RICH);
	for (int i = 0; i < 20; i++)
		stage_act(&s, "page-down");
	text = stage_text(&s, GLYPHS_RICH);
	assert_string_not_equal(text, top);
	free(text);
	for (int i = 0; i < 25; i++)
		stage_act(&s, "page-up");
	text = stage_text(&s, GLYPHS_RICH);
	assert_string_equal(text, top);
	free(text);
	stage_act(&s, "bottom");
	text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "2019-12"));
	free(text);
	stage_act(&s, "top");
	text = stage_text(&s, GLYPHS_RICH);
	assert_string_equal(text, top);
	free(text);
	free(top);
	/* the last one of all is found from the first, though it was not read yet */
	stage_act(&s, "bottom");
	const struct list *l = s.model;
	char last[64];
	snprintf(last, sizeof last, "%s", ((const struct event_row *)list_here(l))->object);
	stage_enter(&s, "events", "");
	l = s.model;
	assert_true(l->partial);
	assert_int_equal(s.ops->search(s.model, s.st, &s.env, last, -1).kind, FX_PAINT);
	assert_string_equal(((const struct event_row *)list_here(l))->object, last);
	assert_false(l->partial);
	stage_close(&s);
	open_at(&s, 36, 120, "events", "");
	check(&s, "events-120x36");
	stage_close(&s);
}

static int
set_up(void **state)
{
	(void)state;
	stage_chinese();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(township__paint__three_sizes),
		cmocka_unit_test(township__open__without_a_code_is_the_worst),
		cmocka_unit_test(township__rows__act_and_open),
		cmocka_unit_test(township__siblings__walk_the_ranking),
		cmocka_unit_test(township__reload__keeps_the_row),
		cmocka_unit_test(township__unknown__says_so),
		cmocka_unit_test(village__paint__and_open),
		cmocka_unit_test(events__window__reaches_both_ends),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
