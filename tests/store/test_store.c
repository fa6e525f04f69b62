#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/params.h"
#include "store/read/places.h"
#include "tests/support/packs.h"

/* Rows that fail while they are read, as a damaged file's do: the statement itself is good. */
static struct store *
with_faulty(const char *view)
{
	struct store *st = store_adopt(stage_memory(NULL));

	assert_non_null(st);
	assert_int_equal(sqlite3_exec(store_db(st), view, NULL, NULL, NULL), SQLITE_OK);
	return st;
}

static void
rows_open__a_query_that_fails__is_named_after_its_statement(void **state)
{
	struct store *st = with_faulty("DROP TABLE param;"
		"CREATE VIEW param (id, key, name, value, unit, valid_from, valid_to, clause, local) AS "
		"SELECT 'p', 'k', 'n', abs(-9223372036854775807 - 1), '', '', '', '', 0");
	struct params p;

	(void)state;
	assert_int_equal(params_read(st, civil_parse("2020-06-18"), &p), -1);
	assert_string_equal(store_error(st), "params all: integer overflow");
	assert_null(p.rows);
	store_close(st);
}

static void
rows_open__one_statement_of_several__is_named_without_the_expression(void **state)
{
	struct store *st = with_faulty("DROP TABLE issue;"
		"CREATE VIEW issue AS SELECT 'i' AS id, 't' AS title, 'OPEN' AS status, NULL AS resp_post, NULL AS village,"
		"'530521101' AS division, 's' AS source, '2020-06-01' AS deadline, 0 AS returned, "
		"abs(-9223372036854775807 - 1) AS reopened, 0 AS escalation, NULL AS evidence");
	struct issue_row rows[4];

	(void)state;
	assert_int_equal(store_place_issues(st, "530521101", CIVIL_NONE, rows, 4), -1);
	assert_string_equal(store_error(st), "county issues: integer overflow");
	store_close(st);
}

static void
rows_open__the_same_statement_again__gives_its_rows_again(void **state)
{
	struct store *st = with_faulty("INSERT INTO term (id, rev, list, code, name, name_en) VALUES "
		"('pop:A', 1, 'pop', 'A', '甲', 'First'), ('pop:B', 1, 'pop', 'B', '乙', NULL)");
	char name[32];

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_string_equal(store_term(st, "pop", "A", i == 1, name, sizeof name), i == 1 ? "First" : "甲");
		assert_string_equal(store_term(st, "pop", "B", i == 1, name, sizeof name), "乙");
		assert_string_equal(store_term(st, "pop", "C", i == 1, name, sizeof name), "C");
	}
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_open__a_query_that_fails__is_named_after_its_statement),
		cmocka_unit_test(rows_open__one_statement_of_several__is_named_without_the_expression),
		cmocka_unit_test(rows_open__the_same_statement_again__gives_its_rows_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
