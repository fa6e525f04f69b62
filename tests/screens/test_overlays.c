#include "tests/support/test.h"

#include <locale.h>

#include "model/flow/op.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static void
enter(struct stage *s, const char *screen, const char *arg)
{
	stage_open(s, stage_pack("shidian-2020"), "2020-06-18T09:00:00+08:00", 20, 80);
	stage_enter(s, screen, arg);
}

static char *
shown(struct stage *s)
{
	return stage_text(s, GLYPHS_ASCII);
}

static void
menu__verified_issue__close_comes_first(void **state)
{
	struct stage s;
	struct effect e;
	char *text;

	(void)state;
	enter(&s, "menu", "issue\n\n2020-0092");
	text = shown(&s);
	assert_non_null(strstr(text, "1 close out"));
	assert_non_null(strstr(text, "is not possible"));     /* the greyed ones say why */
	free(text);
	e = stage_act(&s, "choose-1");
	assert_int_equal(e.kind, FX_VERB);
	assert_string_equal(e.verb, "close");
	stage_close(&s);
}

static void
menu__greyed_step__is_refused_with_its_reason(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "menu", "issue\n\n2020-0092");
	stage_act(&s, "bottom");
	e = stage_act(&s, "open");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_non_null(e.text);
	free(e.text);
	stage_close(&s);
}

/* E16, A52: what leads nowhere is grey and says why, in the sentence the hub has for it. */
static void
menu__entry__no_stage_and_no_signature_left(void **state)
{
	static const struct { unsigned roles; const char *id, *why; } greyed[] = {
		{ ROLE_TOWNSHIP, "referral-2020-004", "your role may not move it there" },
		{ ROLE_LEADER, "fund_case-2020-001", "the ledger has no such move from here" },
		{ ROLE_LEADER, "fund_case-2020-005", "no signatures are collected at this stage" },
	};
	struct stage s;
	char arg[96], *text;

	(void)state;
	for (size_t i = 0; i < sizeof greyed / sizeof *greyed; i++) {
		stage_open(&s, stage_pack("shidian-2020"), "2020-06-18T09:00:00+08:00", 20, 80);
		s.env.roles = greyed[i].roles;
		snprintf(arg, sizeof arg, "entry\n\n%s", greyed[i].id);
		stage_enter(&s, "menu", arg);
		text = shown(&s);
		if (strstr(text, greyed[i].why) == NULL)
			fail_msg("%s\n%s", greyed[i].why, text);
		free(text);
		stage_close(&s);
	}
}

static void
menu__read_only__takes_nothing(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "menu", "issue\n\n2020-0092");
	s.env.read_only = true;
	e = stage_act(&s, "open");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&s);
}

/* 2020-0092 is verified; 2020-0053 and 2020-0019 are not: only the first goes on. */
static void
bulk__close__only_feasible_ones_go_on(void **state)
{
	struct stage s;
	struct effect e;
	char *text;

	(void)state;
	enter(&s, "bulk", "issue\nclose\n2020-0092\n2020-0053\n2020-0019\n2020-9999");
	text = shown(&s);
	assert_non_null(strstr(text, "1 of 4 can be done"));
	assert_non_null(strstr(text, "the record is gone"));
	free(text);
	e = stage_act(&s, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_FORM);
	assert_string_equal(e.text, "issue\nclose\n2020-0092");
	free(e.text);
	stage_close(&s);
}

static void
bulk__none_feasible__is_refused(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "bulk", "issue\nclose\n2020-0053\n2020-0019");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&s);
}

static void
type(struct stage *s, const char *text)
{
	free(s->ops->type(s->model, &(struct typed){ .key = EDIT_PASTE, .paste = text }, &s->env).text);
}

static struct effect
enter_key(struct stage *s)
{
	return s->ops->type(s->model, &(struct typed){ .key = EDIT_ENTER }, &s->env);
}

static void
palette__find__by_name(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "palette", "issues issue");
	type(&s, "next-ov");
	e = enter_key(&s);
	assert_int_equal(e.kind, FX_ACTION);
	assert_int_equal(e.number, ACT_NEXT_OVERDUE);
	stage_close(&s);
}

static void
palette__find__verbs_without_a_key(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "palette", "issues issue");
	type(&s, "suspend");
	e = enter_key(&s);
	assert_int_equal(e.kind, FX_VERB);
	assert_string_equal(e.verb, "suspend");
	stage_enter(&s, "palette", "issues issue");
	type(&s, "register");
	e = enter_key(&s);
	assert_int_equal(e.kind, FX_OPEN);
	assert_string_equal(e.text, "issue\nregister");
	free(e.text);
	stage_close(&s);
}

static void
palette__nothing_found__says_so(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "palette", "map");
	type(&s, "qwertyuiop");
	e = enter_key(&s);
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	stage_close(&s);
}

/* :04-30 is the day, of the room's year; what is none is refused with the reason. */
static void
palette__a_day__is_looked_at(void **state)
{
	static const char *const days[] = { "2020-04-30", "04-30", "4月30日", "2020年4月30日" };
	struct stage s;
	struct effect e;

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		enter(&s, "palette", "map");
		type(&s, days[i]);
		assert_true(stage_shows(&s, "2020-04-30"));
		e = enter_key(&s);
		assert_int_equal(e.kind, FX_AS_OF);
		assert_int_equal(e.number, civil_day(2020, 4, 30));
		stage_close(&s);
	}
	enter(&s, "palette", "map");
	type(&s, "2020-04-31");
	e = enter_key(&s);
	assert_int_equal(e.kind, FX_REFUSE);
	assert_non_null(strstr(e.text, "that month has no such day"));
	free(e.text);
	stage_close(&s);
}

static void
confirm__focus__starts_on_the_harmless_button(void **state)
{
	struct stage s;

	(void)state;
	enter(&s, "confirm", "Quit?\nThree are unsent.\nstay\nquit");
	assert_int_equal(stage_act(&s, "open").number, 0);
	stage_act(&s, "right");
	assert_int_equal(stage_act(&s, "open").number, 1);
	assert_int_equal(stage_act(&s, "choose-2").number, 1);
	stage_close(&s);
}

static void
textbox__scroll__stays_inside(void **state)
{
	struct stage s;
	char arg[4000] = "title\n", *first, *last;

	(void)state;
	for (int i = 0; i < 60; i++)
		snprintf(arg + strlen(arg), sizeof arg - strlen(arg), "line %d\n", i);
	enter(&s, "textbox", arg);
	stage_act(&s, "up");
	first = shown(&s);
	assert_non_null(strstr(first, "line 0"));
	free(first);
	stage_act(&s, "bottom");
	stage_act(&s, "down");
	last = shown(&s);
	assert_non_null(strstr(last, "line 59"));
	free(last);
	stage_close(&s);
}

static void
help__every_screen__names_its_own_keys(void **state)
{
	struct stage s;
	char *text;

	(void)state;
	enter(&s, "help", "map");
	text = shown(&s);
	assert_non_null(strstr(text, "On this screen"));
	assert_non_null(strstr(text, "next metric"));
	free(text);
	stage_close(&s);
}

static void
help__search__finds_a_key(void **state)
{
	struct stage s;
	struct effect e;
	char *text;

	(void)state;
	enter(&s, "help", "issues");
	e = s.ops->search(s.model, s.st, &s.env, "clipboard", 0);
	assert_int_equal(e.kind, FX_PAINT);
	text = shown(&s);
	assert_non_null(strstr(text, "clipboard"));
	free(text);
	e = s.ops->search(s.model, s.st, &s.env, "nowhere at all", 1);
	assert_int_equal(e.kind, FX_SAY);
	free(e.text);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(menu__verified_issue__close_comes_first),
		cmocka_unit_test(menu__greyed_step__is_refused_with_its_reason),
		cmocka_unit_test(menu__entry__no_stage_and_no_signature_left),
		cmocka_unit_test(menu__read_only__takes_nothing),
		cmocka_unit_test(bulk__close__only_feasible_ones_go_on),
		cmocka_unit_test(bulk__none_feasible__is_refused),
		cmocka_unit_test(palette__find__by_name),
		cmocka_unit_test(palette__find__verbs_without_a_key),
		cmocka_unit_test(palette__nothing_found__says_so),
		cmocka_unit_test(palette__a_day__is_looked_at),
		cmocka_unit_test(confirm__focus__starts_on_the_harmless_button),
		cmocka_unit_test(textbox__scroll__stays_inside),
		cmocka_unit_test(help__every_screen__names_its_own_keys),
		cmocka_unit_test(help__search__finds_a_key),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
