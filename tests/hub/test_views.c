#include "tests/support/test.h"

#include <stdio.h>

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/policy/pack_alone.h"
#include "net/wire/wire_record.h"
#include "tests/support/tempdir.h"

static void
same_value(sqlite3_stmt *stmt, int column, const struct cache_value *want, const char *id)
{
	int type = sqlite3_column_type(stmt, column);

	if (type != (want->type == VALUE_NULL ? SQLITE_NULL : want->type == VALUE_INT ? SQLITE_INTEGER : SQLITE_TEXT))
		fail_msg("%s: %s is of type %d", id, sqlite3_column_name(stmt, column), type);
	if (want->type == VALUE_INT)
		assert_int_equal(sqlite3_column_int64(stmt, column), want->number);
	else if (want->type == VALUE_TEXT)
		assert_string_equal((const char *)sqlite3_column_text(stmt, column), want->text);
}

/* One row of a view, column by column in fields.def's order, is what the record says. */
static void
same_row(struct hub_db *db, int kind, sqlite3_stmt *stmt)
{
	const char *id = (const char *)sqlite3_column_text(stmt, 0);
	int first = record_first(kind), fields = record_first(kind + 1) - first;
	struct cache_value values[WIRE_FIELDS_MAX];
	struct hub_record r;
	char why[160];
	cJSON *body;

	assert_int_equal(hub_db_get(db, (enum kind)kind, id, &r), 1);
	assert_int_equal(sqlite3_column_int64(stmt, 1), r.rev);
	assert_int_equal(sqlite3_column_int64(stmt, 2), r.seq);
	assert_non_null(body = cJSON_Parse(r.body));
	assert_int_equal(wire_record_values((enum kind)kind, body, values, why, sizeof why), 0);
	for (int i = 0; i < fields; i++) {
		assert_string_equal(sqlite3_column_name(stmt, 3 + i), record_fields[first + i].name);
		same_value(stmt, 3 + i, &values[i], id);
	}
	cJSON_Delete(body);
}

static void
views__every_kind__say_what_the_records_say(void **state)
{
	struct import how = { .at = 1592442000, .by = "test", .errors = stderr };
	struct pack_alone alone;
	char error[512], sql[96];
	int kinds = 0;

	(void)state;
	assert_int_equal(pack_alone_open(&alone, "packs/shidian-2020", &how, error, sizeof error), 0);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		sqlite3_stmt *stmt;
		int rows = 0;
		snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", record_kinds[kind].name);
		assert_int_equal(sqlite3_prepare_v2(alone.db->sql, sql, -1, &stmt, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_column_count(stmt), 3 + record_first(kind + 1) - record_first(kind));
		while (sqlite3_step(stmt) == SQLITE_ROW && ++rows <= 400)
			same_row(alone.db, kind, stmt);
		kinds += rows > 0;
		sqlite3_finalize(stmt);
	}
	assert_true(kinds > 20);
	pack_alone_close(&alone);
}

static int
run(struct hub_db *db, const char *sql)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL);
}

/* Tombstones and another county's rows are not there; who may only read may ask, and changes nothing. */
static void
views__the_living_of_this_county__for_readers_too(void **state)
{
	char path[128], error[512];
	struct hub_db *db;
	sqlite3_stmt *stmt;

	(void)state;
	snprintf(path, sizeof path, "%s/hub.db", temp_dir);
	assert_non_null(db = hub_db_create(path, "530521", error, sizeof error));
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(hub_db_put(db, KIND_FRONT, "A", "{\"axis\":\"front\",\"name\":\"甲\",\"sort\":7}", 5, "t", NULL), 1);
	assert_int_equal(hub_db_put(db, KIND_FRONT, "B", "{\"axis\":\"front\",\"name\":\"乙\"}", 5, "t", NULL), 1);
	assert_int_equal(hub_db_gone(db, KIND_FRONT, "B", "deleted", 6, "t"), 1);
	assert_int_equal(run(db, "INSERT INTO record SELECT '530522', kind, 'C', rev, seq, at, by, division, former, object, gone, body"
	                         " FROM record WHERE id = 'A'"), SQLITE_OK);
	assert_int_equal(hub_db_commit(db), 0);
	hub_db_close(db);
	assert_non_null(db = hub_db_open(path, HUB_DB_READ, error, sizeof error));
	assert_int_equal(sqlite3_prepare_v2(db->sql, "SELECT group_concat(id), sum(sort), max(weight) FROM front", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(stmt, 0), "A");
	assert_int_equal(sqlite3_column_int(stmt, 1), 7);
	assert_int_equal(sqlite3_column_type(stmt, 2), SQLITE_NULL);
	sqlite3_finalize(stmt);
	assert_int_equal(run(db, "DELETE FROM main.record"), SQLITE_READONLY);
	hub_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views__every_kind__say_what_the_records_say),
		cmocka_unit_test(views__the_living_of_this_county__for_readers_too),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
