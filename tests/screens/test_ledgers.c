#include "tests/support/test.h"

#include <sqlite3.h>
#include <unistd.h>

#include "screens/dialogs/form.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage s;
static char cache[64];

#define NOW "2021-08-25T09:00:00+08:00"

static void
enter(const char *screen, const char *arg, int h, int w)
{
	snprintf(cache, sizeof cache, "/tmp/guatu-ledgers-%ld.db", (long)getpid());
	stage_cache_from_pack("tests/packs/ledgers", cache);
	stage_chinese();
	stage_open(&s, cache, NOW, h - 4, w);
	s.env.roles = ROLE_DUTY;
	s.env.user = s.env.post = "duty-a";
	stage_enter(&s, screen, arg);
}

static void
leave(void)
{
	stage_close(&s);
	unlink(cache);
}

static void
golden(const char *screen, const char *arg, const char *name, int h, int w)
{
	enter(screen, arg, h, w);
	stage_golden(&s, name, GLYPHS_RICH);
	leave();
}

static void
ledgers__goldens__two_sizes(void **state)
{
	(void)state;
	golden("ledgers", "", "ledgers-80x24", 24, 80);
	golden("ledgers", "", "ledgers-120x36", 36, 120);
	golden("ledger", "monitor", "ledger-80x24", 24, 80);
	golden("ledger", "monitor", "ledger-120x36", 36, 120);
	golden("entry", "2021-0014", "entry-80x24", 24, 80);
	golden("entry", "2021-0014", "entry-120x36", 36, 120);
	golden("funnel", "", "funnel-80x24", 24, 80);
	golden("funnel", "", "funnel-120x36", 36, 120);
}

static void
ledgers__keys__drill_down_new_entry_search(void **state)
{
	struct effect e;

	(void)state;
	enter("ledgers", "", 24, 80);
	stage_does(&s, "open", FX_OPEN, SCREEN_LEDGER, "monitor");
	stage_does(&s, "new-entry", FX_OPEN, SCREEN_FORM, "entry\nregister\nmonitor");
	stage_does(&s, "pane", FX_NONE, SCREEN_MAP, NULL);                 /* the core goes to the sibling */
	e = s.ops->search(s.model, s.st, &s.env, "depjhs", 0);   /* 大额票据核实 by initials */
	assert_int_equal(e.kind, FX_AHEAD);
	stage_reload(&s);
	stage_does(&s, "open", FX_OPEN, SCREEN_LEDGER, "ticket");
	assert_true(stage_shows(&s, "待核实"));
	leave();
}

static int
shown_rows(void)
{
	char *text = stage_text(&s, GLYPHS_RICH);
	int n = 0;

	for (const char *p = text; (p = strstr(p, "2021-00")) != NULL; p++)
		n++;
	free(text);
	return n;
}

static void
filter(const char *text, bool good)
{
	char error[256] = "";
	struct effect e = s.ops->filter(s.model, text, error, sizeof error);

	assert_int_equal(error[0] == '\0', good);
	free(e.text);
	stage_reload(&s);
}

static void
ledger__filters__stage_place_overdue_words(void **state)
{
	struct targets t;

	(void)state;
	enter("ledger", "monitor", 44, 120);
	assert_int_equal(shown_rows(), 30);
	stage_act(&s, "right");
	assert_int_equal(shown_rows(), 5);                       /* 已发现 */
	stage_act(&s, "left");
	filter("逾期>0", true);
	assert_int_equal(shown_rows(), 1);
	s.ops->targets(s.model, &t);
	assert_int_equal(t.kind, KIND_ENTRY);
	assert_string_equal(t.id[0], "2021-0014");
	filter("乡镇:gg 状态:帮扶", true);
	assert_int_equal(shown_rows(), 2);
	filter("状态:已结", true);
	assert_int_equal(shown_rows(), 8);
	filter("wangjia", true);                                 /* 王家 by pinyin */
	assert_int_equal(shown_rows(), 6);
	filter("来源:自查", false);
	assert_true(s.ops->dirty(s.model));
	stage_reload(&s);
	assert_int_equal(shown_rows(), 30);
	stage_act(&s, "top");
	stage_does(&s, "open", FX_OPEN, SCREEN_ENTRY, "2021-0014");
	stage_does(&s, "close", FX_VERB, SCREEN_MAP, NULL);                /* x moves it on */
	leave();
	enter("ledger", "no-such", 24, 80);
	assert_true(stage_shows(&s, "no-such"));
	leave();
}

/* Ids of one ledger begin alike: where they are too long, their ends are said. */
static void
ledger__long_ids__keep_their_end(void **state)
{
	(void)state;
	stage_open_pack(&s, "shidian-2020", "2020-06-18T09:00:00+08:00", 24, 80);
	stage_enter(&s, "ledger", "recon");
	assert_true(stage_shows(&s, "~on-2020-011 "));
	stage_close(&s);
}

/* Reading breaks off while the list is shown: there is nothing left to act on, and the next time it is there again. */
static void
lists__a_read_that_fails__leaves_nothing_to_act_on(void **state)
{
	static const char *const screens[] = { "ledger", "ledgers", "funnel" }, *const acts[] = { "down", "copy", "lineage", "open", "close" };
	struct effect e;
	sqlite3 *db;

	(void)state;
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		enter(screens[i], "monitor", 24, 80);
		assert_int_equal(sqlite3_open(cache, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, "ALTER TABLE entry RENAME TO gone", NULL, NULL, NULL), SQLITE_OK);
		assert_int_equal(s.ops->load(s.model, s.st, &s.env), -1);
		for (size_t k = 0; k < sizeof acts / sizeof *acts; k++) {
			e = stage_act(&s, acts[k]);
			free(e.text);
		}
		assert_int_equal(sqlite3_exec(db, "ALTER TABLE gone RENAME TO entry", NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		stage_reload(&s);
		assert_true(stage_shows(&s, "返贫监测户"));
		leave();
	}
}

static void
funnel__a_township__its_own_counts_and_drill(void **state)
{
	(void)state;
	enter("funnel", "", 24, 80);
	assert_true(stage_shows(&s, "30 户,121 人"));
	assert_true(stage_shows(&s, "83.3%    89.3% 已发现"));   /* 25 of 30 households, 108 of 121 persons */
	stage_act(&s, "right");
	assert_true(stage_shows(&s, "[会师]"));
	assert_true(stage_shows(&s, "12 户,50 人"));
	stage_act(&s, "down");
	stage_does(&s, "open", FX_OPEN, SCREEN_LEDGER, "monitor ASSESSING 620422100");
	leave();
}

/* ---- the form ------------------------------------------------------------------- */

static struct form_field *
field(const char *name)
{
	struct form *f = s.model;

	for (int i = 0; i < f->count; i++)
		if (strcmp(f->fields[i].def->name, name) == 0)
			return &f->fields[i];
	fail_msg("no field %s", name);
	return NULL;
}

static void
fill(const char *name, const char *text)
{
	struct form *f = s.model;
	struct effect e;

	f->focus = (int)(field(name) - f->fields);
	e = s.ops->type(s.model, &(struct typed){ .key = EDIT_PASTE, .paste = text }, &s.env);
	free(e.text);
}

static void
form__move__offers_what_may_be_and_asks_for_what_it_needs(void **state)
{
	struct effect e;

	(void)state;
	enter("form", "entry\nmove\n2021-0001", 24, 80);          /* 已发现, by a duty officer */
	assert_int_equal(field("to")->choice_count, 2);
	assert_string_equal(field("to")->choices[0].code, "ASSESSING");
	assert_string_equal(field("to")->choices[1].code, "DISMISSED");
	field("to")->at = 0;
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);                      /* evidence */
	free(e.text);
	field("to")->at = 1;
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);                      /* a note */
	free(e.text);
	fill("note", "不属监测对象");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_string_equal(op_get(e.op, "to"), "DISMISSED");
	op_free(e.op);
	leave();
	enter("form", "entry\nmove\n2021-0029", 24, 80);          /* cleared: the duty officer may say it relapsed */
	assert_string_equal(field("to")->choices[0].code, "RELAPSED");
	leave();
	enter("form", "entry\nmove\n2021-0006", 24, 80);          /* assessing: the leader confirms, with three signatures */
	s.env.roles = ROLE_LEADER;
	s.env.user = s.env.post = "leader";
	stage_enter(&s, "form", "entry\nmove\n2021-0006");
	assert_int_equal(field("to")->choice_count, 1);           /* only to dismiss */
	assert_true(stage_shows(&s, "会签 0/3"));
	leave();
}

static void
form__new_entry__columns_of_its_ledger(void **state)
{
	struct effect e;
	bool oop = false, cause = false, seen = false;

	(void)state;
	enter("form", "entry\nregister\nmonitor", 36, 100);
	stage_golden(&s, "form-new-entry", GLYPHS_RICH);
	fill("title", "会师新户");
	fill("division", "hs");
	fill("persons", "4");
	fill("cause", "yinbing");
	fill("oop", "0.7万元");
	fill("seen", "是");
	e = stage_act(&s, "confirm");
	if (e.kind != FX_SUBMIT)
		print_message("%s\n", e.text);
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_string_equal(op_get(e.op, "ledger"), "monitor");
	for (int i = 0; i < e.op->arg_count; i++) {
		const char *value = strcmp(e.op->args[i].name, "extra") == 0 ? e.op->args[i].value : "";
		oop |= strcmp(value, "oop=700000") == 0;
		cause |= strcmp(value, "cause=ILLNESS") == 0;
		seen |= strcmp(value, "seen=1") == 0;
	}
	assert_true(oop && cause && seen);
	op_free(e.op);
	fill("oop", "很多");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	leave();
	enter("form", "entry\ncomment\n2021-0001", 24, 80);
	fill("note", "户主11010519491231002X");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_non_null(strstr(e.text, "不留存身份证号"));
	free(e.text);
	leave();
}

/* Only what was changed is sent; an emptied column is taken away. */
static void
form__fill__what_was_changed(void **state)
{
	struct form *f;
	struct effect e;

	(void)state;
	enter("form", "entry\nfill\n2021-0001", 24, 80);
	assert_string_equal(field("oop")->line.text, "6500");
	f = s.model;
	f->focus = (int)(field("oop") - f->fields);
	for (int i = 0; i < 4; i++) {
		e = s.ops->type(s.model, &(struct typed){ .key = EDIT_BACKSPACE }, &s.env);
		free(e.text);
	}
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_int_equal(op_count(e.op, "extra"), 1);
	assert_string_equal(op_get(e.op, "extra"), "oop=");
	op_free(e.op);
	leave();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ledgers__goldens__two_sizes),
		cmocka_unit_test(ledgers__keys__drill_down_new_entry_search),
		cmocka_unit_test(ledger__filters__stage_place_overdue_words),
		cmocka_unit_test(ledger__long_ids__keep_their_end),
		cmocka_unit_test(lists__a_read_that_fails__leaves_nothing_to_act_on),
		cmocka_unit_test(funnel__a_township__its_own_counts_and_drill),
		cmocka_unit_test(form__move__offers_what_may_be_and_asks_for_what_it_needs),
		cmocka_unit_test(form__new_entry__columns_of_its_ledger),
		cmocka_unit_test(form__fill__what_was_changed),
	};

	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
