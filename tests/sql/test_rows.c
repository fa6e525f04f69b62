#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "sql/rows.h"

static sqlite3 *db;
static char said[200];

static int
set_up(void **state)
{
	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	*said = '\0';
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sqlite3_close(db);      /* refuses, and memory leaks, when a statement was left open */
	return 0;
}

static void
failed(void *owner, const char *doing)
{
	snprintf(said, sizeof said, "%s: %s", doing, sqlite3_errmsg(owner));
}

static struct rows
ask(const char *sql, const struct bind *binds)
{
	sqlite3_stmt *stmt = NULL;
	struct rows r;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	r = rows_of(stmt, binds, "asking", db, failed);
	r.once = true;
	return r;
}

struct thing {
	char code[8], name[16];
	char *note;
	int count;
	int64_t amount, at;
	long big;
	bool yes;
	int32_t day, done;
	int said;
};
COLUMNS(thing, struct thing, COL(code), COL_NAME(name), COL(note), COL(count), COL_SKIP, COL_OR_NONE(amount),
	COL_INSTANT(at), COL(big), COL(yes), COL_DAY(day), COL_DAY_OF(done), COL_SAID(said))

static void
row_fill__a_full_row__each_member_by_its_kind(void **state)
{
	struct thing t = { .code = "" };

	(void)state;
	assert_int_equal(rows_one(ask("SELECT 'C1', 'zh', 'en', 'note', 7, 'skipped', 5000000000,"
		" '2020-06-15T08:30:00+08:00', 6000000000, 2, '2020-06-15', '2020-06-15T23:00:00Z', 0", NULL),
		thing, &t), 0);
	assert_string_equal(t.code, "C1");
	assert_string_equal(t.name, "zh");
	assert_string_equal(t.note, "note");
	assert_int_equal(t.count, 7);
	assert_true(t.amount == 5000000000 && t.big == 6000000000 && t.yes);
	assert_int_equal(t.at, 1592181000);
	assert_int_equal(t.day, civil_parse("2020-06-15"));
	assert_int_equal(t.done, civil_parse("2020-06-16"));      /* in the room's time */
	assert_int_equal(t.said, 0);
	free(t.note);
}

static void
row_fill__nulls__each_member_has_its_own_nothing(void **state)
{
	struct thing t = { .code = "x", .yes = true, .count = 1 };

	(void)state;
	assert_int_equal(rows_one(ask("SELECT NULL, 'zh', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
		" NULL", BIND(ENGLISH(true))), thing, &t), 0);
	assert_string_equal(t.code, "");
	assert_string_equal(t.name, "zh");      /* has no English name */
	assert_null(t.note);
	assert_int_equal(t.count, 0);
	assert_true(t.amount == INT64_MIN && t.big == 0 && !t.yes && t.at == 0);
	assert_int_equal(t.day, CIVIL_NONE);
	assert_int_equal(t.done, CIVIL_NONE);
	assert_int_equal(t.said, -1);
}

struct named { char name[6]; };
COLUMNS(named, struct named, COL_NAME(name))

static void
row_fill__names__in_the_language_and_whole_characters(void **state)
{
	struct named n;

	(void)state;
	assert_int_equal(rows_one(ask("SELECT '霍邱县', 'Huoqiu'", BIND(ENGLISH(true))), named, &n), 0);
	assert_string_equal(n.name, "Huoqi");
	assert_int_equal(rows_one(ask("SELECT '霍邱县', 'Huoqiu'", BIND(ENGLISH(false))), named, &n), 0);
	assert_string_equal(n.name, "霍");       /* five bytes hold one character and not the half of another */
}

struct borrowed { const char *a, *b; };
COLUMNS(borrowed, struct borrowed, COL(a), COL_NULLABLE(b))

static void
row_fill__borrowed__null_is_empty_or_null(void **state)
{
	struct rows r = ask("SELECT NULL, NULL", NULL);
	struct borrowed b;

	(void)state;
	assert_true(rows_next(&r));
	row_fill(&r, borrowed, &b);
	assert_string_equal(b.a, "");
	assert_null(b.b);
	assert_int_equal(rows_close(&r), 0);
}

static void
bind_all__every_kind__in_order(void **state)
{
	char out[64];

	(void)state;
	assert_int_equal(rows_text(ask("SELECT ?1 || coalesce(?2, '-') || ?3 || ?4 || ?5 || coalesce(?6, '-') || ?7",
	                               BIND(T("a"), T(NULL), I(12), DAY(civil_parse("2020-06-15")),
	                                    MONTH(civil_parse("2020-06-15")), SAID(-1), SAID(0), ENGLISH(true))), out,
	                           sizeof out), 0);
	assert_string_equal(out, "a-122020-06-152020-06-0");
	assert_int_equal(rows_text(ask("SELECT '<' || ?1 || '>'", BIND(DAY(CIVIL_NONE))), out, sizeof out), 0);
	assert_string_equal(out, "<>");
}

static void
bind_all__text_that_is_gone__was_copied(void **state)
{
	char text[8] = "there", out[8];
	struct rows r = ask("SELECT ?1", BIND(T(text)));

	(void)state;
	memset(text, 'x', sizeof text);
	assert_int_equal(rows_text(r, out, sizeof out), 0);
	assert_string_equal(out, "there");
}

#define COUNTING "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n"
struct number { int i; char rest[24]; };
COLUMNS(number, struct number, COL(i))

static void
rows_all__many__the_array_grows(void **state)
{
	struct number *list = NULL;
	int count = 0;

	(void)state;
	assert_int_equal(rows_all(ask(COUNTING, BIND(I(1000))), number, &list, &count), 0);
	assert_int_equal(count, 1000);
	for (int i = 0; i < count; i++)
		assert_true(list[i].i == i + 1 && list[i].rest[0] == '\0');
	free(list);
}

static void
rows_fill__more_than_fit__stops_and_is_no_failure(void **state)
{
	struct number list[3];

	(void)state;
	assert_int_equal(rows_fill(ask(COUNTING, BIND(I(1000))), number, list, 3), 3);
	assert_int_equal(list[2].i, 3);
	assert_int_equal(rows_fill(ask(COUNTING " WHERE i > 5", BIND(I(5))), number, list, 3), 0);
	assert_string_equal(said, "");
}

static void
rows_one__no_row__says_so_and_leaves_what_was(void **state)
{
	struct number n = { .i = 5 };
	char text[8] = "was";

	(void)state;
	assert_int_equal(rows_one(ask("SELECT 1 WHERE 0", NULL), number, &n), 1);
	assert_int_equal(n.i, 5);
	assert_int_equal(rows_text(ask("SELECT 1 WHERE 0", NULL), text, sizeof text), 1);
	assert_string_equal(text, "was");
	assert_int_equal(rows_number(ask("SELECT 1 WHERE 0", NULL), -7), -7);
	assert_int_equal(rows_number(ask("SELECT 9", NULL), -7), 9);
}

/* A row is there before the fault: reading that far is no success. */
#define FAULTY "SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - 1)"

static void
rows__a_step_that_fails__is_said_once_by_every_reader(void **state)
{
	struct number *list = NULL, two[2], one;
	int count = 0;

	(void)state;
	assert_int_equal(rows_all(ask(FAULTY, NULL), number, &list, &count), -1);
	assert_string_equal(said, "asking: integer overflow");
	free(list);
	assert_int_equal(rows_fill(ask(FAULTY, NULL), number, two, 2), -1);
	assert_int_equal(rows_one(ask("SELECT abs(-9223372036854775807 - 1)", NULL), number, &one), -1);
	assert_int_equal(rows_number(ask("SELECT abs(-9223372036854775807 - 1)", NULL), -7), -7);
	assert_int_equal(rows_run(ask(FAULTY, NULL)), -1);
	assert_int_equal(rows_run(ask(COUNTING, BIND(I(3)))), 0);
}

static void
rows__not_opened__is_empty_and_failed(void **state)
{
	struct rows r = rows_of(NULL, BIND(I(1)), "asking", db, failed);
	struct number n[2];

	(void)state;
	assert_false(rows_next(&r));
	assert_int_equal(rows_close(&r), -1);
	assert_int_equal(rows_fill(rows_of(NULL, NULL, "asking", db, failed), number, n, 2), -1);
	assert_string_equal(said, "");           /* who could not open it has said why */
}

static void
ask_number__of_a_connection__what_it_says_or_otherwise(void **state)
{
	(void)state;
	assert_int_equal(ask_number(db, "PRAGMA user_version", -1), 0);
	assert_int_equal(ask_number(db, "SELECT quick_check = 'ok' FROM pragma_quick_check(1)", 0), 1);
	assert_int_equal(ask_number(db, "SELECT n FROM nothing", -1), -1);
	assert_int_equal(ask_number(db, "SELECT 1 WHERE 0", -1), -1);
	assert_string_equal(said, "");
}

static void
grow__by_one__is_zeroed_and_keeps_what_was(void **state)
{
	int *list = NULL, count = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		int *at = GROW(list, count);
		assert_int_equal(*at, 0);
		*at = i + 1;
	}
	for (int i = 0; i < 100; i++)
		assert_int_equal(list[i], i + 1);
	free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(row_fill__a_full_row__each_member_by_its_kind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(row_fill__nulls__each_member_has_its_own_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(row_fill__names__in_the_language_and_whole_characters, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(row_fill__borrowed__null_is_empty_or_null, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bind_all__every_kind__in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bind_all__text_that_is_gone__was_copied, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rows_all__many__the_array_grows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rows_fill__more_than_fit__stops_and_is_no_failure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rows_one__no_row__says_so_and_leaves_what_was, set_up, tear_down),
			cmocka_unit_test_setup_teardown(rows__a_step_that_fails__is_said_once_by_every_reader, set_up,
			                                tear_down),
			cmocka_unit_test_setup_teardown(rows__not_opened__is_empty_and_failed, set_up, tear_down),
			cmocka_unit_test_setup_teardown(ask_number__of_a_connection__what_it_says_or_otherwise, set_up, tear_down),
		cmocka_unit_test(grow__by_one__is_zeroed_and_keeps_what_was), };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
