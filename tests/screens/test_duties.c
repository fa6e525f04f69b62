#include "tests/support/test.h"

#include <unistd.h>

#include "screens/dialogs/form.h"
#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage stage;
static char cache[128];

#define NOW "2020-06-18T09:00:00+08:00"

/* A county of three townships and two groups, made for these screens: the packs grow, this one does not. */
static void
open_at(const char *now, int h, int w)
{
	enum { FRAME_ROWS = 4 };

	stage_open(&stage, cache, now, h - FRAME_ROWS, w);
	stage.env.roles = ROLE_DUTY;
}

static int
make_cache(void **state)
{
	stage_in_chinese(state);
	snprintf(cache, sizeof cache, "/tmp/guatu-duties-%ld.db", (long)getpid());
	stage_cache_from_pack("tests/packs/duties", cache);
	return 0;
}

static int
remove_cache(void **state)
{
	(void)state;
	return unlink(cache);
}

static void
golden(const char *screen, const char *arg, const char *name, int h, int w)
{
	open_at(NOW, h, w);
	stage_enter(&stage, screen, arg);
	stage_golden(&stage, name, GLYPHS_RICH);
	stage_close(&stage);
}

static void
duties__golden__at_three_sizes(void **state)
{
	(void)state;
	golden("duties", "", "duties-80x24", 24, 80);
	golden("duties", "", "duties-120x36", 36, 120);
	golden("duties", "", "duties-200x50", 50, 200);
	golden("duty_run", "D-M10H@2020-06", "duty_run-80x24", 24, 80);
	golden("duty_run", "D-TAX@2020-06", "duty_run-120x36", 36, 120);
}

static void
checklists__golden__list_and_matrix(void **state)
{
	(void)state;
	golden("checklists", "", "checklists-80x24", 24, 80);
	golden("checklists", "", "checklists-120x36", 36, 120);
	golden("checklist", "four_clear 2020-05", "checklist-80x24", 24, 80);
	golden("checklist", "one_stop", "checklist-120x36", 36, 120);
}

static bool
effect_is(struct effect e, enum effect_kind kind, const char *text)
{
	bool good = e.kind == kind && (text == NULL || (e.text != NULL && strcmp(e.text, text) == 0));

	if (!good)
		print_message("effect %d \"%s\"\n", (int)e.kind, e.text != NULL ? e.text : "");
	free(e.text);
	return good;
}

static void
target_is(enum kind kind, const char *id)
{
	static struct targets t;

	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, kind);
	assert_int_equal(t.count, *id != '\0');
	if (*id != '\0')
		assert_string_equal(t.id[0], id);
}

/* Domain 2.3 and the example of the issue: the day is not shifted, the last workday is named. */
static void
duties__a_day_off__warns_of_the_last_workday(void **state)
{
	(void)state;
	open_at("2019-03-28T09:00:00+08:00", 24, 80);
	stage_enter(&stage, "duties", "");
	assert_true(stage_shows(&stage, "临期2天"));
	assert_true(stage_shows(&stage, "03-30周六到期(休息日),最后一个工作日是03-29周五,还有1天"));
	stage_close(&stage);
	open_at("2019-03-30T09:00:00+08:00", 24, 80);      /* looked at afterwards: done on the 29th */
	stage_enter(&stage, "duties", "");
	assert_true(stage_shows(&stage, "按时办结"));
	stage_close(&stage);
}

static void
duties__bundles__unfold_and_open(void **state)
{
	(void)state;
	open_at(NOW, 36, 120);
	stage_enter(&stage, "duties", "");
	target_is(KIND_DUTY_RUN, "D-MEND@2020-05");                 /* owed longest */
	stage_act(&stage, "down");
	target_is(KIND_DUTY_RUN, "");                               /* a bundle is nobody's */
	assert_true(stage_shows(&stage, "3乡镇:2已回执"));
	assert_true(effect_is(stage_act(&stage, "close"), FX_REFUSE, NULL));
	assert_true(effect_is(stage_act(&stage, "steps"), FX_REFUSE, NULL));
	stage_act(&stage, "open");
	assert_true(stage_shows(&stage, "补办4天"));
	stage_act(&stage, "down");
	stage_act(&stage, "down");
	stage_act(&stage, "down");
	target_is(KIND_DUTY_RUN, "D-RCPT@2020-06@530521105");
	assert_true(effect_is(stage_act(&stage, "open"), FX_OPEN, "D-RCPT@2020-06@530521105"));
	stage_close(&stage);
}

static void
duties__months_filter_search_export(void **state)
{
	char error[128];
	struct effect e;

	(void)state;
	open_at(NOW, 24, 80);
	stage_enter(&stage, "duties", "");
	assert_true(effect_is(stage_act(&stage, "export"), FX_EXPORT, "duty_runs month=2020-06"));
	stage_act(&stage, "left");
	assert_true(stage_shows(&stage, "2020-05"));
	target_is(KIND_DUTY_RUN, "D-MEND@2020-05");
	assert_true(stage.ops->dirty(stage.model));
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "2020-06"));
	e = stage.ops->search(stage.model, stage.st, &stage.env, "sws", 1);          /* 向税务送 by its initials */
	assert_int_equal(e.kind, FX_AHEAD);
	stage_reload(&stage);
	target_is(KIND_DUTY_RUN, "D-TAX@2020-06");
	e = stage.ops->filter(stage.model, "征缴岗 临期", error, sizeof error);
	assert_int_equal(e.kind, FX_LOAD);
	stage_reload(&stage);
	target_is(KIND_DUTY_RUN, "D-TAX@2020-06");
	stage_act(&stage, "bottom");
	target_is(KIND_DUTY_RUN, "D-TAX@2020-06");                                     /* nothing else is left */
	e = stage.ops->filter(stage.model, "没有这个", error, sizeof error);
	stage_reload(&stage);
	assert_true(stage_shows(&stage, "没有这个"));
	stage_act(&stage, "down");
	target_is(KIND_DUTY_RUN, "");
	stage_close(&stage);
}

static void
duties__steps__done_and_lineage(void **state)
{
	struct effect e;

	(void)state;
	open_at(NOW, 24, 80);
	stage_enter(&stage, "duties", "");
	e = stage_act(&stage, "close");
	assert_int_equal(e.kind, FX_VERB);
	assert_string_equal(e.verb, "done");
	assert_true(effect_is(stage_act(&stage, "lineage"), FX_SHOW, NULL));
	stage_enter(&stage, "duty_run", "NO-SUCH");
	assert_true(stage_shows(&stage, "NO-SUCH"));
	stage_close(&stage);
}

static void
checklists__open_fill_and_periods(void **state)
{
	struct effect e;

	(void)state;
	open_at(NOW, 24, 80);
	stage_enter(&stage, "checklists", "");
	assert_true(effect_is(stage_act(&stage, "open"), FX_OPEN, "four_clear"));
	stage_enter(&stage, "checklist", "four_clear");
	target_is(KIND_CHECK_MARK, "four_clear@2020-06@530521101");
	stage_act(&stage, "left");
	target_is(KIND_CHECK_MARK, "four_clear@2020-05@530521101");
	assert_true(effect_is(stage_act(&stage, "left"), FX_REFUSE, NULL));
	stage_act(&stage, "bottom");
	target_is(KIND_CHECK_MARK, "four_clear@2020-05@530521105");
	assert_true(stage_shows(&stage, "逾期8天"));
	assert_true(effect_is(stage_act(&stage, "lineage"), FX_SHOW, NULL));
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_VERB);
	assert_string_equal(e.verb, "mark");
	stage_close(&stage);
}

static struct form_field *
marks_field(struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->fields[i].def->type == ARG_MARKS)
			return &f->fields[i];
	fail_msg("the form has no cells");
	return NULL;
}

static void
type_cell(struct form *f, struct form_field *field, uint32_t cp)
{
	struct typed in = { .key = EDIT_CHAR, .cp = cp };

	assert_true(field_type(f, field, &in, &stage.env));
}

/* The items of the record's own checklist, filled from the keyboard. */
static void
form__marks__a_cell_an_item(void **state)
{
	struct form_field *field;
	char value[64];

	(void)state;
	open_at(NOW, 24, 80);
	stage_enter(&stage, "form", "check_mark\nmark\nfour_clear@2020-06@530521103");
	field = marks_field(stage.model);
	assert_int_equal(field->cell_count, 4);
	assert_true(stage_shows(&stage, "状态清"));
	type_cell(stage.model, field, '2');
	type_cell(stage.model, field, '1');
	type_cell(stage.model, field, ' ');         /* turns: - 0 */
	assert_string_equal(field_value(field, value, sizeof value), "210-");
	stage_enter(&stage, "form", "check_mark\nmark\nfour_clear@2020-05@530521103");
	assert_string_equal(field_value(marks_field(stage.model), value, sizeof value), "2210");      /* what it says already */
	stage_close(&stage);
}

/* A duty that asks for no evidence is reported without. */
static void
form__done__evidence_only_when_the_duty_wants_it(void **state)
{
	int at;

	(void)state;
	open_at(NOW, 24, 80);
	stage_enter(&stage, "form", "duty_run\ndone\nD-TAX@2020-06");
	assert_int_equal(form_check(stage.model, &stage.env, &at), 0);
	stage_enter(&stage, "form", "duty_run\ndone\nD-MEND@2020-06");
	assert_int_equal(form_check(stage.model, &stage.env, &at), -1);
	stage.env.roles = ROLE_TOWNSHIP;
	stage_enter(&stage, "form", "duty_run\ndone\nD-TAX@2020-06");
	assert_int_equal(form_check(stage.model, &stage.env, &at), -1);
	assert_true(stage_shows(&stage, "其他岗位"));
	stage_close(&stage);
}

static void
duties__english_and_ascii__say_the_same(void **state)
{
	(void)state;
	stage_language(true);
	open_at(NOW, 24, 80);
	stage.env.english = true;
	stage_enter(&stage, "duties", "");
	assert_true(stage_shows(&stage, "missed"));
	assert_true(stage_shows(&stage, "Hand-over to the tax office"));
	stage_close(&stage);
	stage_language(false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duties__golden__at_three_sizes),
		cmocka_unit_test(checklists__golden__list_and_matrix),
		cmocka_unit_test(duties__a_day_off__warns_of_the_last_workday),
		cmocka_unit_test(duties__bundles__unfold_and_open),
		cmocka_unit_test(duties__months_filter_search_export),
		cmocka_unit_test(duties__steps__done_and_lineage),
		cmocka_unit_test(checklists__open_fill_and_periods),
		cmocka_unit_test(form__marks__a_cell_an_item),
		cmocka_unit_test(form__done__evidence_only_when_the_duty_wants_it),
		cmocka_unit_test(duties__english_and_ascii__say_the_same),
	};

	return cmocka_run_group_tests(tests, make_cache, remove_cache);
}
