#include "tests/support/test.h"

#include <sqlite3.h>

#include "store/db.h"

static sqlite3 *db;

static int
set_up(void **state)
{
	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(cache_schema_tables(db), SQLITE_OK);
	assert_int_equal(cache_schema_indexes(db), SQLITE_OK);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sqlite3_close(db);
	return 0;
}

static void
put(const char *id, const char *parent, int weight, int pct, const char *status)
{
	char *sql = sqlite3_mprintf("INSERT INTO task (id, rev, parent, title, due, weight, pct, status) "
	                            "VALUES (%Q, 1, %Q, 'x', '2020-06-30', %d, %d, %Q)", id, parent, weight, pct, status);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
}

static int
progress(const char *id)
{
	char *sql = sqlite3_mprintf("SELECT pct FROM task_progress WHERE id = %Q", id);
	sqlite3_stmt *q;
	int pct = -1;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		pct = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_free(sql);
	return pct;
}

static void
task_progress__leaf__status_bounds_the_percentage(void **state)
{
	(void)state;
	put("a", NULL, 1, 55, "DOING");
	put("b", NULL, 1, 100, "DONE");
	put("c", NULL, 1, 80, "CHECKED");
	put("d", NULL, 1, 250, "DOING");
	assert_int_equal(progress("a"), 55);
	assert_int_equal(progress("b"), 90);
	assert_int_equal(progress("c"), 100);
	assert_int_equal(progress("d"), 100);
}

static void
task_progress__parent__weighs_children_at_every_depth(void **state)
{
	(void)state;
	put("root", NULL, 1, 7, "DOING");            /* a parent's own percentage is not looked at */
	put("x", "root", 3, 0, "DOING");
	put("y", "root", 1, 40, "DOING");
	put("x1", "x", 1, 100, "CHECKED");
	put("x2", "x", 1, 100, "DONE");
	assert_int_equal(progress("x"), 95);
	assert_int_equal(progress("root"), 81);      /* (3 * 95 + 40) / 4 = 81.25, rounded down */
}

static void
task_progress__parent__is_hundred_only_when_all_is_checked(void **state)
{
	(void)state;
	put("root", NULL, 1, 0, "DOING");
	for (int i = 0; i < 13; i++) {
		char id[8];
		snprintf(id, sizeof id, "t%d", i);
		put(id, "root", 1, 100, i == 12 ? "DONE" : "CHECKED");
	}
	assert_int_equal(progress("root"), 99);
	assert_int_equal(sqlite3_exec(db, "UPDATE task SET status = 'CHECKED' WHERE id = 't12'", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(progress("root"), 100);
}

static void
task_progress__cycle__ends(void **state)
{
	(void)state;
	put("p", "q", 1, 10, "DOING");
	put("q", "p", 1, 10, "DOING");
	put("z", NULL, 0, 10, "DOING");
	assert_int_equal(progress("p"), -1);         /* no leaf below it: no figure, not zero */
	assert_int_equal(progress("z"), 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(task_progress__leaf__status_bounds_the_percentage, set_up, tear_down),
		cmocka_unit_test_setup_teardown(task_progress__parent__weighs_children_at_every_depth, set_up, tear_down),
		cmocka_unit_test_setup_teardown(task_progress__parent__is_hundred_only_when_all_is_checked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(task_progress__cycle__ends, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
