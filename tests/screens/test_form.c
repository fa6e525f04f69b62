#include "tests/support/test.h"

#include <locale.h>

#include "screens/dialogs/form.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

/* Issue 2020-0092 of the pack: verified, overdue, evidence on record, submitted by jf-office, found by self-check. */
#define READY "2020-0092"

static void
enter(struct stage *s, const char *arg)
{
	stage_open(s, stage_pack("shidian-2020"), "2020-06-18T09:00:00+08:00", 20, 80);
	stage_enter(s, "form", arg);
}

static void
type(struct stage *s, enum edit_key key)
{
	struct effect e = s->ops->type(s->model, &(struct typed){ .key = key }, &s->env);
	free(e.text);
}

static void
text(struct stage *s, const char *text)
{
	struct effect e = s->ops->type(s->model, &(struct typed){ .key = EDIT_PASTE, .paste = text }, &s->env);
	free(e.text);
}

static int
field_at(const struct form *f, const char *name)
{
	for (int i = 0; i < f->count; i++)
		if (strcmp(f->fields[i].def->name, name) == 0)
			return i;
	fail_msg("no field %s", name);
	return -1;
}

static void
fill(struct stage *s, const char *name, const char *value)
{
	struct form *f = s->model;

	f->focus = field_at(f, name);
	text(s, value);
}

static void
form__close__starts_on_cancel_and_confirms_nothing(void **state)
{
	struct stage s;
	struct form *f;
	struct effect e;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	assert_int_equal(f->focus, f->count + BUTTON_CANCEL);
	assert_string_equal(s.ops->enter(f), "cancel");
	e = stage_act(&s, "open");                   /* Enter at once: nothing happens but leaving */
	assert_int_equal(e.kind, FX_BACK);
	stage_close(&s);
}

static void
form__close__text_typed_on_cancel_is_not_lost(void **state)
{
	struct stage s;
	struct form *f;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	text(&s, "q");
	assert_int_equal(f->focus, field_at(f, "note"));
	assert_string_equal(f->fields[f->focus].line.text, "q");
	stage_enter(&s, "form", "issue\nclose\n" READY);
	f = s.model;
	type(&s, EDIT_TAB);                          /* past what is filled in already */
	assert_int_equal(f->focus, field_at(f, "note"));
	stage_close(&s);
}

static void
form__space__changes_no_choice(void **state)
{
	struct stage s;
	struct form *f;
	char before[64], after[64];

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	f->focus = field_at(f, "result");
	field_value(&f->fields[f->focus], before, sizeof before);
	text(&s, "");
	free(s.ops->type(f, &(struct typed){ .key = EDIT_CHAR, .cp = ' ' }, &s.env).text);
	assert_string_equal(field_value(&f->fields[f->focus], after, sizeof after), before);
	f->focus = field_at(f, "verifier");
	field_value(&f->fields[f->focus], before, sizeof before);
	free(s.ops->type(f, &(struct typed){ .key = EDIT_CHAR, .cp = ' ' }, &s.env).text);
	assert_true(f->fields[f->focus].open);
	assert_string_equal(field_value(&f->fields[f->focus], after, sizeof after), before);
	assert_true(s.ops->dirty(f));                /* Esc folds the list first */
	assert_false(f->fields[f->focus].open);
	stage_close(&s);
}

static void
form__open_list__enter_takes_what_it_offers(void **state)
{
	struct stage s;
	struct form *f;
	struct form_field *field;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	f->focus = field_at(f, "verifier");
	field = &f->fields[f->focus];
	field->at = -1;
	type(&s, EDIT_ENTER);                        /* nothing chosen: unfolds */
	assert_true(field->open);
	assert_int_equal(field->at, -1);
	type(&s, EDIT_ENTER);
	assert_int_equal(field->at, 0);
	assert_ptr_not_equal(&f->fields[f->focus], field);
	stage_close(&s);
}

static void
form__close__defaults_come_from_the_record(void **state)
{
	struct stage s;
	struct form *f;
	char value[64];

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	assert_true(f->late);
	assert_true(f->kept_count >= 1);
	assert_string_equal(field_value(&f->fields[field_at(f, "result")], value, sizeof value), "FIXED");
	assert_string_equal(field_value(&f->fields[field_at(f, "verifier")], value, sizeof value), f->items[0].verified_by);
	assert_string_equal(field_value(&f->fields[field_at(f, "lookback")], value, sizeof value), "2020-07-18");
	for (int i = 0; i < f->fields[field_at(f, "verifier")].choice_count; i++)
		assert_string_not_equal(f->fields[field_at(f, "verifier")].choices[i].code, f->items[0].submitted_by);
	stage_close(&s);
}

static void
form__close__refuses_until_all_is_said(void **state)
{
	struct stage s;
	struct form *f;
	struct effect e;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_int_equal(f->focus, field_at(f, "note"));
	free(e.text);
	fill(&s, "note", "\u3000\u200b\u00a0\ufeff");      /* nothing that can be seen */
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_int_equal(f->focus, field_at(f, "note"));
	free(e.text);
	line_set(&f->fields[field_at(f, "note")].line, "");
	fill(&s, "note", "已补录系统标识");
	e = stage_act(&s, "confirm");                /* overdue: why? */
	assert_int_equal(e.kind, FX_REFUSE);
	assert_int_equal(f->focus, field_at(f, "late_reason"));
	free(e.text);
	fill(&s, "late_reason", "市局数据6月才下发");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_string_equal(e.op->id, READY);
	assert_string_equal(e.op->verb, "close");
	assert_int_equal(e.op->base, f->items[0].rev);
	assert_string_equal(op_get(e.op, "note"), "已补录系统标识");
	assert_string_equal(op_get(e.op, "late_reason"), "市局数据6月才下发");
	assert_null(op_get(e.op, "close_no"));
	assert_null(e.more);
	op_free(e.op);
	stage_close(&s);
}

static void
form__close__refuses_without_evidence(void **state)
{
	struct stage s;
	struct form *f;
	struct effect e;
	int evidence;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	f->items[0].facts.evidence = 0;              /* as if the record had none */
	f->kept_count = 0;
	fill(&s, "note", "n");
	fill(&s, "late_reason", "r");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_int_equal(f->focus, field_at(f, "evidence"));
	free(e.text);
	fill(&s, "evidence", "施医保〔2020〕12号\nphoto:IMG_0518");
	type(&s, EDIT_ENTER);
	evidence = field_at(f, "evidence");
	assert_int_equal(f->fields[evidence].piece_count, 2);
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_int_equal(op_count(e.op, "evidence"), 2);
	assert_string_equal(op_get(e.op, "evidence"), "施医保〔2020〕12号");
	op_free(e.op);
	stage_close(&s);
}

static void
form__esc__asks_once_when_something_was_typed(void **state)
{
	struct stage s;
	struct form *f;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	f = s.model;
	assert_false(s.ops->dirty(f));
	fill(&s, "note", "x");
	assert_true(s.ops->dirty(f));
	assert_false(s.ops->dirty(f));
	type(&s, EDIT_LEFT);
	assert_true(s.ops->dirty(f));
	stage_close(&s);
}

static void
form__newline__never_confirms(void **state)
{
	struct stage s;
	struct form *f;

	(void)state;
	enter(&s, "issue\ncomment\n" READY);
	f = s.model;
	assert_int_equal(f->focus, 0);
	fill(&s, "note", "第一行\n第二行\n");
	assert_string_equal(f->fields[0].line.text, "第一行\n第二行");
	type(&s, EDIT_ENTER);
	assert_int_equal(f->focus, f->count);        /* on to the next stop, not submitted */
	stage_close(&s);
}

static void
form__draft__comes_back(void **state)
{
	struct stage s;
	struct op *op;
	struct form *f;

	(void)state;
	enter(&s, "issue\nclose\n" READY);
	op = s.ops->draft(s.model, &s.env);
	assert_int_equal(op->arg_count, 0);          /* nothing typed: nothing to keep */
	op_free(op);
	fill(&s, "note", "写了一半");
	fill(&s, "evidence", "半个文号");
	op = s.ops->draft(s.model, &s.env);
	assert_string_equal(op_get(op, "note"), "写了一半");
	assert_string_equal(op_get(op, "evidence"), "半个文号");
	stage_enter(&s, "form", "issue\nclose\n" READY);
	s.ops->restore(s.model, op);
	f = s.model;
	assert_string_equal(f->fields[field_at(f, "note")].line.text, "写了一半");
	assert_true(s.ops->dirty(f));
	op_free(op);
	stage_close(&s);
}

static void
form__several__one_operation_each(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	enter(&s, "issue\ncomment\n2020-0092\n2020-0053\n2020-0069");
	fill(&s, "note", "调度会已部署");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_string_equal(e.op->id, "2020-0092");
	assert_non_null(e.more);
	assert_string_equal(e.more[0]->id, "2020-0053");
	assert_string_equal(e.more[1]->id, "2020-0069");
	assert_null(e.more[2]);
	op_free(e.op);
	op_free(e.more[0]);
	op_free(e.more[1]);
	free(e.more);
	stage_close(&s);
}

static void
form__choice__by_pinyin_and_arrows(void **state)
{
	struct stage s;
	struct form *f;
	char value[64];
	int post;

	(void)state;
	enter(&s, "issue\nreassign\n" READY);
	f = s.model;
	post = field_at(f, "post");
	fill(&s, "post", "dzyz");                    /* 督战一组组长, 督战一组联络岗 */
	assert_string_equal(field_value(&f->fields[post], value, sizeof value), "group-1");
	type(&s, EDIT_RIGHT);
	assert_string_equal(field_value(&f->fields[post], value, sizeof value), "group-1b");
	type(&s, EDIT_TAB);
	assert_int_equal(f->focus, post + 1);
	assert_int_equal(f->fields[post].line.len, 0);
	stage_close(&s);
}

static void
form__date__as_people_type_it(void **state)
{
	int32_t today = civil_day(2020, 6, 18);

	(void)state;
	assert_int_equal(when_typed("2020-06-30", today), civil_day(2020, 6, 30));
	assert_int_equal(when_typed("6-30", today), civil_day(2020, 6, 30));
	assert_int_equal(when_typed("0630", today), civil_day(2020, 6, 30));
	assert_int_equal(when_typed("20200630", today), civil_day(2020, 6, 30));
	assert_int_equal(when_typed("+7", today), civil_day(2020, 6, 25));
	assert_int_equal(when_typed("2020-6-3", today), civil_day(2020, 6, 3));
	assert_int_equal(when_typed("", today), CIVIL_NONE);
	assert_int_equal(when_typed("2-30", today), CIVIL_NONE);
	assert_int_equal(when_typed("soon", today), CIVIL_NONE);
	assert_int_equal(when_typed("6-30x", today), CIVIL_NONE);
}

static void
form__date__past_is_refused(void **state)
{
	struct stage s;
	struct form *f;
	struct effect e;

	(void)state;
	enter(&s, "issue\nsnooze\n" READY);
	f = s.model;
	fill(&s, "note", "等数据");
	f->focus = field_at(f, "until");
	for (const char *p = "6-1"; *p != '\0'; p++)
		free(s.ops->type(f, &(struct typed){ .key = EDIT_CHAR, .cp = (uint32_t)*p }, &s.env).text);
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_REFUSE);
	assert_int_equal(f->focus, field_at(f, "until"));
	free(e.text);
	stage_close(&s);
}

static void
form__matrix__cells_of_the_plan(void **state)
{
	struct stage s;
	struct form *f;
	char value[32];
	int at;

	(void)state;
	enter(&s, "sup_report\ndraft\nG1-2020-06");
	f = s.model;
	at = field_at(f, "matrix");
	f->focus = at;
	assert_int_equal(f->fields[at].cell_count, 12);
	memset(f->fields[at].cells, '-', 12);
	f->fields[at].cell = 0;
	for (const char *p = "2101"; *p != '\0'; p++)
		free(s.ops->type(f, &(struct typed){ .key = EDIT_CHAR, .cp = (uint32_t)*p }, &s.env).text);
	type(&s, EDIT_DOWN);
	free(s.ops->type(f, &(struct typed){ .key = EDIT_CHAR, .cp = ' ' }, &s.env).text);
	assert_string_equal(field_value(&f->fields[at], value, sizeof value), "2101---0----");
	stage_close(&s);
}

static void
form__register__needs_no_record(void **state)
{
	struct stage s;
	struct form *f;
	struct effect e;

	(void)state;
	enter(&s, "issue\nregister");
	f = s.model;
	assert_null(f->items);
	fill(&s, "title", "某村未缴费台账缺项");
	fill(&s, "division", "yg");
	e = stage_act(&s, "confirm");
	assert_int_equal(e.kind, FX_SUBMIT);
	assert_string_equal(e.op->id, "");
	assert_int_equal(strlen(op_get(e.op, "division")), 9);
	op_free(e.op);
	stage_close(&s);
}

/* Every verb's form opens, paints at the smallest and the widest size, and needs no luck. */
static void
form__every_verb__paints(void **state)
{
	static const char *const ids[KIND_COUNT] = { [KIND_ISSUE] = READY, [KIND_TASK] = "T10", [KIND_SUP_REPORT] = "G1-2020-06" };

	(void)state;
	for (int v = 0; v < flow_verb_count; v++) {
		struct stage s;
		char arg[160], *shown;
		snprintf(arg, sizeof arg, "%s\n%s\n%s", record_kinds[flow_verbs[v].kind].name, flow_verbs[v].name, ids[flow_verbs[v].kind]);
		enter(&s, arg);
		for (int w = 40; w <= 84; w += 44) {
			s.env.w = w;
			s.env.h = w == 40 ? 8 : 20;
			shown = stage_text(&s, GLYPHS_ASCII);
			assert_non_null(strstr(shown, "+"));
			free(shown);
		}
		stage_close(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form__close__starts_on_cancel_and_confirms_nothing),
		cmocka_unit_test(form__close__text_typed_on_cancel_is_not_lost),
		cmocka_unit_test(form__space__changes_no_choice),
		cmocka_unit_test(form__open_list__enter_takes_what_it_offers),
		cmocka_unit_test(form__close__defaults_come_from_the_record),
		cmocka_unit_test(form__close__refuses_until_all_is_said),
		cmocka_unit_test(form__close__refuses_without_evidence),
		cmocka_unit_test(form__esc__asks_once_when_something_was_typed),
		cmocka_unit_test(form__newline__never_confirms),
		cmocka_unit_test(form__draft__comes_back),
		cmocka_unit_test(form__several__one_operation_each),
		cmocka_unit_test(form__choice__by_pinyin_and_arrows),
		cmocka_unit_test(form__date__as_people_type_it),
		cmocka_unit_test(form__date__past_is_refused),
		cmocka_unit_test(form__matrix__cells_of_the_plan),
		cmocka_unit_test(form__register__needs_no_record),
		cmocka_unit_test(form__every_verb__paints),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
