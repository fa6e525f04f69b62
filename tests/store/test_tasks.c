#include "tests/support/test.h"

#include <sqlite3.h>

#include "store/cache/db.h"
#include "store/read/tasks.h"
#include "tests/support/packs.h"

static sqlite3 *db;
static struct store *st;
static struct calendar cal;

static int
set_up(void **state)
{
	(void)state;
	db = stage_memory(NULL);
	st = store_adopt(db);
	assert_non_null(st);
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
put(const char *id, const char *parent, int weight, int pct, const char *status, const char *start, const char *due, const char *trail)
{
	char *sql = sqlite3_mprintf("INSERT INTO task (id, rev, parent, title, start, due, weight, pct, status, trail, done_at, front) "
	                            "VALUES (%Q, 1, %Q, %Q, %Q, %Q, %d, %d, %Q, %Q, %Q, 'COVER')", id, parent, id, start, due, weight, pct, status, trail,
	                            strcmp(status, "DONE") == 0 || strcmp(status, "CHECKED") == 0 ? "2020-06-10T10:00:00+08:00" : NULL);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
}

static struct task_tree tree;

static const struct task_node *
load(const char *today, bool as_of, const char *id)
{
	struct tasks_when when = { civil_parse(today), as_of, &cal, &room_rules_default, false, CIVIL_NONE };

	tasks_tree_clear(&tree);
	assert_int_equal(tasks_tree(st, &when, &tree), 0);
	for (int i = 0; i < tree.count; i++)
		if (strcmp(tree.nodes[i].id, id) == 0)
			return &tree.nodes[i];
	return NULL;
}

static void
tasks_tree__order__children_stand_behind_their_parent(void **state)
{
	const char *order[] = { "T4", "T4.1", "T4.2", "T4.2-a", "T4.10", "T5", "T12" };

	(void)state;
	put("T12", NULL, 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T5", NULL, 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T4.10", "T4", 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T4.2", "T4", 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T4.2-a", "T4.2", 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T4.1", "T4", 1, 0, "TODO", NULL, "2020-06-30", NULL);
	put("T4", NULL, 1, 0, "DOING", NULL, "2020-06-30", NULL);
	load("2020-06-18", false, "T4");
	assert_int_equal(tree.count, 7);
	for (int i = 0; i < 7; i++)
		assert_string_equal(tree.nodes[i].id, order[i]);
	assert_int_equal(tree.nodes[0].end, 5);
	assert_int_equal(tree.nodes[3].parent, 2);
	assert_int_equal(tree.nodes[0].leaves, 3);
}

static void
tasks_tree__parent__weighs_its_children(void **state)
{
	const struct task_node *n;

	(void)state;
	put("root", NULL, 1, 7, "DOING", "2020-01-01", "2020-12-31", NULL);
	put("x", "root", 3, 0, "DOING", "2020-01-01", "2020-12-31", NULL);
	put("y", "root", 1, 40, "DOING", "2020-01-01", "2020-12-31", NULL);
	put("x1", "x", 1, 100, "CHECKED", "2020-01-01", "2020-06-30", NULL);
	put("x2", "x", 1, 100, "DONE", "2020-01-01", "2020-06-30", NULL);
	n = load("2020-06-18", false, "root");
	assert_int_equal(n->credit, (3 * 9500 + 4000) / 4);
	assert_int_equal(n->leaves, 3);
	assert_int_equal(n->complete, 2);
	assert_int_equal(tree.leaves, 3);
	assert_int_equal(tree.checked, 1);
	assert_int_equal(tree.finished, 2);
}

static void
tasks_tree__forecast__from_the_trail(void **state)
{
	const struct task_node *n;

	(void)state;
	put("slow", NULL, 1, 60, "DOING", "2020-04-01", "2020-06-30", "[[\"2020-06-01\",40],[\"2020-06-04\",50],[\"2020-06-18\",60]]");
	put("still", NULL, 1, 60, "DOING", "2020-04-01", "2020-06-30", NULL);
	put("late", NULL, 1, 60, "DOING", "2020-04-01", "2020-06-10", NULL);
	put("sent", NULL, 1, 100, "DONE", "2020-04-01", "2020-06-10", NULL);
	put("next", NULL, 1, 0, "TODO", "2020-07-01", "2020-07-31", NULL);
	n = load("2020-06-18", false, "slow");
	assert_int_equal(n->forecast.workdays_left, 8);
	assert_int_equal(n->forecast.need, 500);
	assert_int_equal(n->forecast.gain, 100);          /* 10 points in 10 workdays */
	assert_int_equal(n->forecast.ends, civil_parse("2020-08-13"));
	assert_true(n->forecast.late_workdays > 0);
	assert_true(load("2020-06-18", false, "still")->forecast.never);
	n = load("2020-06-18", false, "late");
	assert_true(n->overdue);
	assert_int_equal(n->lamp, LAMP_RED);
	n = load("2020-06-18", false, "sent");
	assert_false(n->overdue);
	assert_true(n->finished);
	assert_int_equal(load("2020-06-18", false, "next")->lamp, LAMP_GREY);
	assert_int_equal(tree.overdue, 1);
}

/* Without a start the line is that of the parent, then of the campaign. */
static void
tasks_tree__no_start__takes_its_parents(void **state)
{
	struct tasks_when when = { civil_parse("2020-06-18"), false, &cal, &room_rules_default, false, civil_parse("2020-01-01") };

	(void)state;
	put("P", NULL, 1, 0, "DOING", "2020-04-01", "2020-12-31", NULL);
	put("P1", "P", 1, 0, "DOING", NULL, "2020-06-30", NULL);
	put("Q", NULL, 1, 0, "DOING", NULL, "2020-06-30", NULL);
	tasks_tree_clear(&tree);
	assert_int_equal(tasks_tree(st, &when, &tree), 0);
	assert_string_equal(tree.nodes[1].id, "P1");
	assert_int_equal(tree.nodes[1].pace, 8667);             /* 78 of 90 days */
	assert_int_equal(tree.nodes[0].pace, 8667);             /* a parent's are its parts' */
	assert_int_equal(tree.nodes[2].pace, 9337);             /* 169 of 181 */
}

/* Last year's tasks stay in the list, and count in no rate of this year's. */
static void
tasks_tree__campaign__last_years_do_not_count(void **state)
{
	struct tasks_when when = { civil_parse("2021-03-01"), false, &cal, &room_rules_default, false,
	                           civil_parse("2021-01-01") };

	(void)state;
	put("OLD", NULL, 1, 40, "DOING", NULL, "2020-12-31", NULL);
	put("NEW", NULL, 1, 100, "CHECKED", NULL, "2021-02-01", NULL);
	tasks_tree_clear(&tree);
	assert_int_equal(tasks_tree(st, &when, &tree), 0);
	assert_int_equal(tree.count, 2);
	assert_int_equal(tree.leaves, 1);
	assert_int_equal(tree.checked, 1);
	assert_int_equal(tree.overdue, 0);
	load("2021-03-01", false, "NEW");
	assert_int_equal(tree.leaves, 2);
	assert_int_equal(tree.overdue, 1);
}

static void
tasks_tree__as_of__stands_where_the_trail_stood(void **state)
{
	const struct task_node *n;

	(void)state;
	put("a", NULL, 1, 100, "DONE", "2020-04-01", "2020-06-05", "[[\"2020-05-01\",20],[\"2020-06-01\",70],[\"2020-06-10\",100]]");
	n = load("2020-06-08", true, "a");
	assert_int_equal(n->credit, 7000);
	assert_true(n->overdue);                                  /* it was, on that day */
	n = load("2020-06-18", false, "a");
	assert_int_equal(n->credit, 9000);
	assert_false(n->overdue);
}

static void
tasks_history__ends_at_today(void **state)
{
	struct tasks_when when = { civil_parse("2020-06-18"), false, &cal, &room_rules_default, false, CIVIL_NONE };
	int credit[40];

	(void)state;
	put("p", NULL, 1, 0, "DOING", "2020-06-01", "2020-06-30", NULL);
	put("p1", "p", 1, 40, "DOING", "2020-06-01", "2020-06-30", "[[\"2020-06-02\",10],[\"2020-06-16\",40]]");
	put("p2", "p", 1, 0, "DOING", "2020-06-01", "2020-06-30", "[[\"2020-06-02\",0]]");
	assert_int_equal(tasks_history(st, &when, "p", civil_parse("2020-06-01"), 30, credit), 0);
	assert_int_equal(credit[0], 0);
	assert_int_equal(credit[1], 500);
	assert_int_equal(credit[14], 500);
	assert_int_equal(credit[15], 2000);
	assert_int_equal(credit[17], 2000);
	assert_int_equal(credit[18], INT32_MIN);
	assert_int_equal(credit[29], INT32_MIN);
}

static void
tasks_tree__hostile_trails_and_cycles__end(void **state)
{
	(void)state;
	put("p", "q", 1, 10, "DOING", "2020-01-01", "2020-06-30", "not json");
	put("q", "p", 1, 10, "DOING", "2020-01-01", "2020-06-30", NULL);
	put("z", NULL, 0, 1000, "DOING", "2020-01-01", "2020-06-30", "[[\"x\",1],[[[[[[");
	put("orphan", "gone", 1, 10, "DOING", NULL, "2020-06-30", NULL);
	assert_int_equal(load("2020-06-18", false, "z")->credit <= 10000, 1);
	assert_int_equal(load("2020-06-18", false, "orphan")->depth, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tasks_tree__order__children_stand_behind_their_parent, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__parent__weighs_its_children, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__forecast__from_the_trail, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__no_start__takes_its_parents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__campaign__last_years_do_not_count, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__as_of__stands_where_the_trail_stood, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_history__ends_at_today, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tasks_tree__hostile_trails_and_cycles__end, set_up, tear_down),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	tasks_tree_clear(&tree);
	return failed;
}
