#include "tests/support/test.h"

#include <unistd.h>

#include "model/room/civil.h"
#include "store/read/checklists.h"
#include "store/read/duties.h"
#include "tests/support/packs.h"

static struct store *st;
static struct calendar cal;
static char path[128];

static int
setup(void **state)
{
	char error[256];

	(void)state;
	snprintf(path, sizeof path, "/tmp/guatu-store-duties-%ld.db", (long)getpid());
	stage_cache_from_pack("tests/packs/duties", path);
	assert_non_null(st = store_open(path, NULL, error, sizeof error));
	assert_int_equal(store_calendar(st, &cal), 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	store_close(st);
	calendar_clear(&cal);
	return unlink(path);
}

static void
read_month(const char *today, const char *month, struct duty_board *b)
{
	struct duties_when when = { civil_parse(today), &cal, &room_rules_default, false };

	assert_int_equal(duty_board(st, month_parse(month), &when, b), 0);
}

static const struct duty_run_row *
find(const struct duty_board *b, const char *id)
{
	for (int i = 0; i < b->count; i++)
		if (strcmp(b->runs[i].id, id) == 0)
			return &b->runs[i];
	return NULL;
}

static void
duty_board__this_month_and_what_is_owed_from_before(void **state)
{
	struct duty_board b;

	(void)state;
	read_month("2020-06-18", "2020-06", &b);
	assert_int_equal(b.states[DUTY_MISSED], 2);         /* May's exchange, one receipt */
	assert_int_equal(b.states[DUTY_OVERDUE], 1);
	assert_int_equal(b.states[DUTY_TODAY], 1);
	assert_int_equal(b.states[DUTY_SOON], 1);
	assert_int_equal(b.states[DUTY_MADE_UP], 1);
	assert_int_equal(b.states[DUTY_LATE], 1);
	assert_int_equal(b.states[DUTY_WAIVED], 1);
	assert_non_null(find(&b, "D-MEND@2020-05"));
	assert_null(find(&b, "D-M01@2020-07"));             /* next month's, not due soon */
	assert_null(find(&b, "O-TB1@2019-03"));
	assert_int_equal(b.days[5 - 1], LAMP_RED);          /* the worst of three */
	assert_int_equal(b.day_runs[5 - 1], 3);
	assert_int_equal(b.day_open[5 - 1], 1);
	assert_int_equal(b.days[2 - 1], LAMP_COUNT);
	duty_board_clear(&b);
}

static void
duty_board__month_end__shows_what_is_due_soon_after_it(void **state)
{
	struct duty_board b;

	(void)state;
	read_month("2020-06-29", "2020-06", &b);
	assert_non_null(find(&b, "D-M01@2020-07"));
	assert_int_equal(find(&b, "D-M01@2020-07")->standing.state, DUTY_SOON);
	duty_board_clear(&b);
}

static void
duty_board__other_months_only_their_own(void **state)
{
	struct duty_board b;

	(void)state;
	read_month("2020-06-18", "2020-07", &b);
	assert_int_equal(b.count, 1);
	duty_board_clear(&b);
	read_month("2020-06-18", "2019-03", &b);
	assert_int_equal(b.count, 1);
	assert_int_equal(b.states[DUTY_DONE], 1);
	duty_board_clear(&b);
}

/* Looked at from before: what was done later was still to be done then. */
static void
duty_board__as_of__before_it_was_done(void **state)
{
	struct duty_board b;

	(void)state;
	read_month("2020-06-12", "2020-06", &b);
	assert_int_equal(find(&b, "D-M10H@2020-06")->standing.state, DUTY_OVERDUE);
	assert_int_equal(find(&b, "D-RCPT@2020-06@530521103")->standing.state, DUTY_LATE);
	assert_int_equal(find(&b, "D-M15@2020-06")->standing.state, DUTY_SOON);
	duty_board_clear(&b);
}

static void
duty_run_get__in_full(void **state)
{
	struct duties_when when = { civil_parse("2020-06-18"), &cal, &room_rules_default, false };
	struct duty_run_full f;

	(void)state;
	assert_int_equal(duty_run_get(st, "D-M10H@2020-06", &when, &f), 0);
	assert_int_equal(f.plan.rule, DUTY_MONTHLY);
	assert_int_equal(f.plan.grace, 3);
	assert_string_equal(f.done_by, "值班岗");
	assert_string_equal(f.row.evidence, "文件");
	assert_string_equal(f.late_reason, "平台停机");
	assert_int_equal(f.row.standing.days, 6);
	assert_string_equal(f.to, "县扶贫办");
	assert_string_equal(f.copies, "");
	assert_int_equal(duty_run_get(st, "D-M10R@2020-05@G1", &when, &f), 0);
	assert_string_equal(f.to, "领导小组办公室 (基金监管股)");        /* A54: of one post its unit */
	assert_string_equal(f.copies, "市医保局");
	assert_int_equal(duty_run_get(st, "D-RCPT@2020-06@530521101", &when, &f), 0);
	assert_string_equal(f.to, "县医保局 (3 posts)");
	assert_int_equal(duty_run_get(st, "NO-SUCH", &when, &f), 1);
	assert_int_equal(duty_grace(st, "D-M10H"), 3);
	assert_int_equal(duty_grace(st, "NO-SUCH"), 0);
}

static void
store_addressees__each_word_who_it_is_here(void **state)
{
	static const struct { const char *words, *want; } of[] = {
		{ "各乡镇", "各乡镇 (甸阳镇)" }, { "各乡镇专员", "各乡镇专员 (甸阳镇)" }, { "各督战组", "各督战组 (2 posts)" },
		{ "督战一组", "督战一组 (no such post here)" }, { "G2", "G2 (no such post here)" },      /* without members */
		{ "town-101", "town-101 (甸阳镇)" }, { "各乡镇卫生院", "各乡镇卫生院 (no such post here)" },
		{ " 县税务局 、 nobody", "县税务局、nobody (no such post here)" }, { "\"]", "\"] (no such post here)" }, { "", "" },
	};
	char out[512];

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		assert_int_equal(store_addressees(st, of[i].words, false, out, sizeof out), 0);
		assert_string_equal(out, of[i].want);
	}
}

static const struct checklists_when june = { 18431, &cal, &room_rules_default, false };      /* 2020-06-18 */

static void
checklists_list__shares_lamps_and_what_is_owed(void **state)
{
	struct checklist_rows rows;

	(void)state;
	assert_int_equal(june.today, civil_parse("2020-06-18"));
	assert_int_equal(checklists_list(st, &june, &rows), 0);
	assert_int_equal(rows.count, 2);
	assert_string_equal(rows.rows[0].period, "2020-06");
	assert_int_equal(rows.rows[0].filled, 0);
	assert_int_equal(rows.rows[0].owed, 1);             /* May's, due on 10 June */
	assert_int_equal(rows.rows[0].lamp, LAMP_RED);
	assert_string_equal(rows.rows[1].period, "");
	assert_int_equal(rows.rows[1].subjects, 2);
	assert_int_equal(rows.rows[1].full, 1);
	assert_int_equal(rows.rows[1].met, 3);
	assert_int_equal(rows.rows[1].cells, 6);
	assert_int_equal(rows.rows[1].lamp, LAMP_GREEN);
	checklists_clear(&rows);
}

static void
checklist_page__a_period_of_it(void **state)
{
	struct checklist_page p;

	(void)state;
	assert_int_equal(checklist_page(st, "four_clear", "2020-05", &june, &p), 0);
	assert_int_equal(p.count, 3);
	assert_int_equal(p.head.items, 4);
	assert_string_equal(p.items[3].name, "问题清");
	assert_int_equal(p.item_met[0], 2);
	assert_int_equal(p.item_met[3], 1);
	assert_true(p.subjects[2].owed);
	assert_string_equal(p.before, "");
	assert_string_equal(p.after, "2020-06");
	checklist_page_clear(&p);
	assert_int_equal(checklist_page(st, "NO-SUCH", NULL, &june, &p), 1);
}

static void
checklist_strips__the_newest_filled_month(void **state)
{
	struct map_strip strips[8];
	char id[64], name[96];

	(void)state;
	assert_int_equal(checklist_strips(st, &june, id, name, strips, 8), 3);
	assert_string_equal(id, "four_clear");
	assert_string_equal(name, "参保四清");
	assert_string_equal(strips[1].division, "530521103");
	assert_string_equal(strips[1].marks, "2210");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duty_board__this_month_and_what_is_owed_from_before),
		cmocka_unit_test(duty_board__month_end__shows_what_is_due_soon_after_it),
		cmocka_unit_test(duty_board__other_months_only_their_own),
		cmocka_unit_test(duty_board__as_of__before_it_was_done),
		cmocka_unit_test(duty_run_get__in_full),
		cmocka_unit_test(store_addressees__each_word_who_it_is_here),
		cmocka_unit_test(checklists_list__shares_lamps_and_what_is_owed),
		cmocka_unit_test(checklist_page__a_period_of_it),
		cmocka_unit_test(checklist_strips__the_newest_filled_month),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
