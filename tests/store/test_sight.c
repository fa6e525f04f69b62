#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/measure.h"
#include "store/read/reports.h"
#include "store/measure/settlements.h"
#include "store/cache/sight.h"
#include "store/measure/townships.h"
#include "tests/support/packs.h"

#define TODAY "2020-06-18"

static struct store *st;

/* What a hub sends to township 101 of county 530000: its own records, the map, and the county's figures as figures. */
static const char setup_sql[] =
	"INSERT INTO meta VALUES ('county', '530000'), ('scope', 'G1,530000101'), ('sees', '530000101,@G1');"
	"INSERT INTO division (id, rev, level, name) VALUES ('530000', 1, 3, 'county');"
	"INSERT INTO division (id, rev, parent, level, name, poor) VALUES ('530000101', 1, '530000', 4, 'A', 10), ('530000102', 1, '530000', 4, 'B', 5);"
	"INSERT INTO sup_group (id, rev, name) VALUES ('G1', 1, 'one'), ('G2', 1, 'two');"
	"INSERT INTO indicator (id, rev, name, unit, formula, sort) VALUES ('enrolled', 1, 'enrolled', 'person', NULL, 1), ('should', 1, 'should', 'person', NULL, 2);"
	"INSERT INTO figure (id, rev, indicator, name, period, division, value, unit, precision) VALUES"
	" ('E', 1, 'enrolled', 'enrolled', '2020-05', '530000', 147, 'person', 1), ('S', 1, 'should', 'should', '2020-05', '530000101', 99, 'person', 1);"
	"INSERT INTO settlement (id, rev, period, division, scope, svc, pop, cases, total_fen) VALUES ('a', 1, '2020-05', '530000101', 'ALL', 'ALL', 'ALL', 30, 1000);"
	"INSERT INTO ledger (id, rev, name) VALUES ('cases', 1, 'Cases');"
	"INSERT INTO stage (id, rev, ledger, code, name, class, sort) VALUES ('cases:NEW', 1, 'cases', 'NEW', 'new', 'OPEN', 1);"
	"INSERT INTO entry (id, rev, ledger, title, status, stage, division, opened_at) VALUES ('e', 1, 'cases', 'one', 'OPEN', 'NEW', '530000101', '2020-03-02');"
	"INSERT INTO duty (id, rev, name, rule) VALUES ('D', 1, 'monthly', 'MONTHLY');"
	"INSERT INTO duty_run (id, rev, duty, deadline, status, division) VALUES ('r', 1, 'D', '2020-05-10', 'PENDING', '530000101');"
	"INSERT INTO checklist (id, rev, name, subject, every) VALUES ('four', 1, 'four', 'TOWNSHIP', 'MONTH');"
	"INSERT INTO check_item (id, rev, checklist, code, name, sort) VALUES ('four:X', 1, 'four', 'X', 'x', 1);"
	"INSERT INTO check_mark (id, rev, checklist, period, division, status, marks) VALUES ('m', 1, 'four', '2020-05', '530000101', 'FILLED', '2');"
	"INSERT INTO institution (id, rev, name, type, division) VALUES ('h', 1, 'h', 'HOSPITAL', '530000102');"
	"INSERT INTO task (id, rev, title, due, status, division, pct) VALUES ('t', 1, 'task', '2020-06-30', 'DOING', '530000101', 50);";

static int
open_cache(void **state)
{
	(void)state;
	st = store_adopt(stage_memory(setup_sql));
	assert_non_null(st);
	return 0;
}

static int
close_cache(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static void
sees(const char *list)
{
	assert_int_equal(rows_run(rows_once(st, "UPDATE meta SET value = ?1 WHERE key = 'sees'", "sees", BIND(T(list)))), 0);
}

static void
sight__what_hello_said(void **state)
{
	char codes[64];

	(void)state;
	assert_int_equal(store_sight(st), SIGHT_TOWNSHIP);
	assert_true(store_in_sight(st, "530000101"));
	assert_true(store_in_sight(st, "530000101201"));
	assert_false(store_in_sight(st, "530000102"));
	assert_false(store_in_sight(st, "530000"));
	assert_true(store_in_sight(st, "@G1"));
	assert_false(store_in_sight(st, "@G10"));
	assert_false(store_in_sight(st, "@G"));
	assert_string_equal(store_sight_codes(st, codes, sizeof codes), "530000101");
	sees("530000101,530000102,@G1");
	assert_int_equal(store_sight(st), SIGHT_SEVERAL);
	assert_string_equal(store_sight_codes(st, codes, sizeof codes), "530000101 530000102");
	sees("530000101201");
	assert_int_equal(store_sight(st), SIGHT_VILLAGE);
	sees("@");
	assert_int_equal(store_sight(st), SIGHT_SEVERAL);
	assert_false(store_in_sight(st, "530000101"));
	sees("");                          /* a hub that does not say: by the scope */
	assert_int_equal(store_sight(st), SIGHT_TOWNSHIP);
	sees("530000");
	assert_int_equal(store_sight(st), SIGHT_COUNTY);
	assert_true(store_in_sight(st, "@G2"));
	assert_string_equal(store_sight_codes(st, codes, sizeof codes), "530000");
	sees("5300");
	assert_true(store_sees_county(st));
	sees("530000101,@G1");
}

static const char *
of(const char *word, const char *division)
{
	struct measures *m = measures_open(st, "530000", civil_parse(TODAY));
	struct measure_at at = { division, "2020-05", "" };
	struct measure v;

	assert_non_null(m);
	measure_word(m, word, &at, &v);
	assert_int_equal(measures_failed(m), 0);
	measures_close(m);
	return measure_state_name(v.state);
}

/* The county's is there when the hub sent it, and nothing of the county is made from the part of it that was sent. */
static void
sight__measures__nothing_from_a_part(void **state)
{
	static const char *const counted[] = { "should", "cases", "total_fen", "count:cases", "open:cases", "runs:D", "missed:D", "subjects:four",
	                                       "met:four", "marked:four:X" };

	(void)state;
	assert_string_equal(of("enrolled", "530000"), "KNOWN");
	assert_string_equal(of("institutions:HOSPITAL", "530000"), "KNOWN");
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		if (strcmp(of(counted[i], "530000101"), "KNOWN") != 0 || strcmp(of(counted[i], "530000102"), "MISSING") != 0 ||
		    strcmp(of(counted[i], "530000"), "MISSING") != 0)
			fail_msg("%s: own %s, another's %s, the county's %s", counted[i], of(counted[i], "530000101"), of(counted[i], "530000102"),
			         of(counted[i], "530000"));
	}
	sees("530000");
	assert_string_equal(of("open:cases", "530000"), "KNOWN");
	assert_string_equal(of("open:cases", "530000102"), "KNOWN");
	sees("530000101,@G1");
}

static void
sight__places__those_that_are_sent(void **state)
{
	struct room_rules rules = room_rules_default;
	struct calendar cal = { 0 };
	struct townships_ask ask = { .county = "530000", .today = civil_parse(TODAY), .campaign_start = CIVIL_NONE, .zero_day = CIVIL_NONE,
	                             .cal = &cal, .rules = &rules };
	struct reports_when when = { .today = civil_parse(TODAY), .cal = &cal, .rules = &rules };
	struct settle_slice slice = { "ALL", "ALL", "ALL" };
	struct settle_view view;
	struct townships t;
	struct report_board board;

	(void)state;
	assert_int_equal(store_townships(st, &ask, &t), 0);
	assert_int_equal(t.count, 1);
	assert_true(t.part);
	assert_int_equal(t.county.all.tasks, 1);
	townships_clear(&t);
	assert_int_equal(settle_view(st, "530000", &slice, NULL, ask.today, false, &view), 0);
	assert_int_equal(view.count, 1);
	settle_view_clear(&view);
	assert_int_equal(report_board(st, "530000", &when, 6, &board), 0);
	assert_int_equal(board.count, 1);
	assert_string_equal(board.groups[0].id, "G1");
	report_board_clear(&board);
	sees("530000");
	assert_int_equal(store_townships(st, &ask, &t), 0);
	assert_int_equal(t.count, 2);
	assert_false(t.part);
	townships_clear(&t);
	sees("530000101,@G1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sight__what_hello_said), cmocka_unit_test(sight__measures__nothing_from_a_part),
		cmocka_unit_test(sight__places__those_that_are_sent),
	};

	return cmocka_run_group_tests(tests, open_cache, close_cache);
}
