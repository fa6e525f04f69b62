#include "tests/support/test.h"

#include <sqlite3.h>

#include "store/cache/db.h"
#include "store/read/ledgers.h"
#include "tests/support/packs.h"

static sqlite3 *db;
static struct store *st;
static struct calendar cal;
static struct ledger_info info;
static int32_t today;

static void
run(const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* persons NULL: not said */
static void
put(const char *id, const char *status, const char *stage, const char *division, const char *deadline, const char *persons, const char *trail)
{
	char *sql = sqlite3_mprintf("INSERT INTO entry (id, rev, ledger, title, status, stage, division, deadline, opened_at, persons, stages, extra) "
	                            "VALUES (%Q, 1, 'L', %Q, %Q, %Q, %Q, %Q, '2021-08-02', %s, %Q, '{\"cost\":100,\"why\":\"A\"}')",
	                            id, id, status, stage, division, deadline, persons, trail);

	run(sql);
	sqlite3_free(sql);
}

static int
set_up(void **state)
{
	(void)state;
	db = stage_memory(NULL);
	st = store_adopt(db);
	today = civil_day(2021, 8, 25);
	run("INSERT INTO ledger (id, rev, name, funnel) VALUES ('L', 1, '监测', 1), ('E', 1, '空', NULL)");
	run("INSERT INTO division (id, rev, level, name, short) VALUES ('620422101', 1, 4, '郭城驿镇', '郭城'), ('620422103', 1, 4, '甘沟驿镇', '甘沟')");
	run("INSERT INTO stage (id, rev, ledger, code, name, class, after, sort) VALUES ('L:A', 1, 'L', 'A', '发现', 'OPEN', '-', 1), "
	    "('L:B', 1, 'L', 'B', '帮扶', 'OPEN', 'A C', 2), ('L:C', 1, 'L', 'C', '清零', 'CLOSED', 'B', 3)");
	run("INSERT INTO ledger_field (id, rev, ledger, key, name, type, sort) VALUES ('L:cost', 1, 'L', 'cost', '费用', 'fen', 1)");
	put("a", "OPEN", "A", "620422101", "2021-08-24", "3", "[[\"A\",\"2021-08-20\"]]");
	put("b", "OPEN", "B", "620422101", "2021-08-27", "NULL", "[[\"A\",\"2021-08-01\"],[\"B\",\"2021-08-04\"]]");
	put("c", "CLOSED", "C", "620422103", NULL, "5", "[[\"A\",\"2021-08-01\"],[\"B\",\"2021-08-02\"],[\"C\",\"2021-08-12\"]]");
	/* Back again: at B twice, counted there once. */
	put("d", "OPEN", "B", "620422103", NULL, "2", "[[\"A\",\"2021-07-01\"],[\"B\",\"2021-07-10\"],[\"C\",\"2021-08-01\"],[\"B\",\"2021-08-03\"]]");
	put("bare", "OPEN", "A", NULL, NULL, "1", NULL);
	run("UPDATE entry SET relapses = 1 WHERE id = 'd'");
	assert_int_equal(ledger_info(st, "L", false, &info), 0);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static void
board__counts__by_day(void **state)
{
	struct ledgers_when when = { today, &cal, &room_rules_default, false };
	struct ledger_board b;
	const struct ledger_row *r;

	(void)state;
	assert_int_equal(ledger_board(st, &when, &b), 0);
	assert_int_equal(b.count, 2);
	r = strcmp(b.rows[0].id, "L") == 0 ? &b.rows[0] : &b.rows[1];
	assert_int_equal(r->open, 4);
	assert_int_equal(r->overdue, 1);
	assert_int_equal(r->soon, 1);                     /* Friday the 27th is two workdays off */
	assert_int_equal(r->closed, 1);
	assert_int_equal(r->fresh, 5);
	assert_int_equal(r->persons, 6);                  /* who does not say counts none */
	assert_true(r->amount == INT64_MIN);              /* nobody says an amount: missing, not zero */
	ledger_board_clear(&b);
}

static void
funnel__reached__once_and_persons_apart(void **state)
{
	struct funnel f;

	(void)state;
	assert_int_equal(funnel_read(st, &info, "", today, false, &f), 0);
	assert_int_equal(f.entries, 5);
	assert_int_equal(f.persons, 11);
	assert_int_equal(f.unsaid, 1);
	assert_int_equal(f.relapsed, 1);
	assert_int_equal(f.stages[0].reached, 5);
	assert_int_equal(f.stages[1].reached, 3);
	assert_int_equal(f.stages[1].reached_persons, 7);
	assert_int_equal(f.stages[2].reached, 2);
	assert_int_equal(f.stages[0].here, 2);
	assert_int_equal(f.stages[0].overdue, 1);
	assert_int_equal(f.stages[0].base, -1);
	assert_int_equal(f.stages[1].base, 0);
	assert_int_equal(f.stages[2].base, 1);
	/* To B: 1, 2, 3 and 9 days; to C: 10 and 22. */
	assert_int_equal(f.stages[1].moves, 4);
	assert_int_equal(f.stages[1].median, 2);
	assert_int_equal(f.stages[1].worst, 9);
	assert_int_equal(f.stages[2].median, 10);
	assert_int_equal(f.stages[2].worst, 22);
	assert_int_equal(f.stages[0].median, -1);
	assert_int_equal(f.place_count, 2);
	assert_int_equal(funnel_read(st, &info, "620422103", today, false, &f), 0);
	assert_int_equal(f.entries, 2);
	assert_int_equal(f.stages[2].reached_persons, 7);
}

static void
entries__read__open_ones_by_deadline_with_their_values(void **state)
{
	struct ledgers_when when = { today, &cal, &room_rules_default, false };
	struct entry_rows e = { 0 };
	char text[64];

	(void)state;
	assert_int_equal(entries_read(st, "L", &when, &e), 0);
	assert_int_equal(e.count, 5);
	assert_string_equal(e.rows[0].id, "a");           /* the nearest deadline first, closed ones last */
	assert_string_equal(e.rows[1].id, "b");
	assert_string_equal(e.rows[4].id, "c");
	assert_string_equal(entry_value(&e.rows[0], info.fields.list[0].key, text, sizeof text), "100");
	assert_string_equal(entry_value(&e.rows[0], info.fields.list[0].key, text, sizeof text), "100");      /* once more */
	assert_string_equal(entry_value(&e.rows[0], "nosuch", text, sizeof text), "");
	assert_true(e.rows[1].persons == INT64_MIN);
	entries_clear(&e);
	assert_int_equal(entries_read(st, "", &when, &e), 0);
	assert_true(e.count >= 5);
	entries_clear(&e);
	assert_int_equal(entries_read(st, "'; DROP TABLE entry; --", &when, &e), 0);
	assert_int_equal(e.count, 0);
	entries_clear(&e);
}

static void
entry__facts__what_is_filled_and_next(void **state)
{
	static struct entry_facts facts;

	(void)state;
	assert_int_equal(entry_facts(st, "c", false, &facts), 0);
	assert_string_equal(facts.stage, "C");
	assert_string_equal(facts.filled, "cost why=A");
	facts.facts.roles = ROLE_DUTY;
	assert_int_equal(stages_may(&facts.stages, "B", &facts.facts), 0);
	assert_int_equal(stages_may(&facts.stages, "A", &facts.facts), STAGE_AFTER);
	assert_int_equal(entry_facts(st, "nobody", false, &facts), 1);
}

/* However many columns and pieces it has, the last counts. */
static void
entry__facts__much_on_it__the_last_counts(void **state)
{
	static struct entry_facts facts;

	(void)state;
	run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 39) UPDATE entry SET extra = "
	    "(SELECT json_patch(json_group_object(printf('a_column_with_a_long_name_%02d', i), 'A_LONG_CODE'), '{\"zlast\":\"END\"}') FROM n), "
	    "evidence = (SELECT json_insert(json_group_array(json_object('kind', 'photo', 'ref', 'a')), '$[#]', json_object('kind', "
	    "'receipt', 'ref', 'b')) FROM n, n AS m) WHERE id = 'c'");
	assert_int_equal(entry_facts(st, "c", false, &facts), 0);
	assert_non_null(strstr(facts.filled, " zlast=END"));
	assert_string_equal(facts.kinds, "photo receipt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(board__counts__by_day, set_up, tear_down),
		cmocka_unit_test_setup_teardown(funnel__reached__once_and_persons_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(entries__read__open_ones_by_deadline_with_their_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(entry__facts__what_is_filled_and_next, set_up, tear_down),
		cmocka_unit_test_setup_teardown(entry__facts__much_on_it__the_last_counts, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
