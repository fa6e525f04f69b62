#include "tests/support/test.h"

#include <unistd.h>

#include "hub/generate.h"
#include "hub/pack.h"
#include "tests/support/packs.h"
#include "tests/support/tempdir.h"

static const int64_t room_time = 1592442000;      /* 2020-06-18T09:00:00+08:00 */

/* A county made from `seed`, saved as a pack called NAME. */
static void
make_pack(const char *name, uint64_t seed)
{
	struct generate g = { .issues = 400, .townships = 25, .seed = seed, .at = room_time };
	char error[512], file[64];
	struct hub_db *db;

	snprintf(file, sizeof file, "%s.db", name);
	db = stage_hub(temp_path(file), "hub/packs/shidian-2020");
	assert_int_equal(generate_county(db, &g, error, sizeof error), 0);
	assert_true(g.records > 400);
	assert_int_equal(pack_save(db, temp_path(name), error, sizeof error), 0);
	hub_db_close(db);
}

static int
differ(const char *a, const char *b)
{
	char command[512];

	snprintf(command, sizeof command, "diff -rq %s %s >/dev/null", temp_path(a), temp_path(b));
	return system(command) != 0;
}

static void
generate__same_seed__same_county(void **state)
{
	(void)state;
	make_pack("one", 7);
	make_pack("two", 7);
	make_pack("three", 8);
	assert_false(differ("one", "two"));
	assert_true(differ("one", "three"));
}

/* What is made passes every check of an import: references, codes, states, types. */
static void
generate__result__is_a_good_pack(void **state)
{
	struct hub_db *db;

	(void)state;
	db = stage_hub(temp_path("again.db"), temp_path("one"));
	assert_true(hub_db_records(db) > 5000);
	hub_db_close(db);
}

static void
generate__twice__takes_no_number_again(void **state)
{
	struct generate g = { .issues = 50, .seed = 1, .at = room_time };
	char error[512];
	struct hub_db *db = stage_hub(temp_path("more.db"), "hub/packs/shidian-2020");
	int64_t before = hub_db_records(db);
	struct hub_record r;

	(void)state;
	assert_int_equal(generate_county(db, &g, error, sizeof error), 0);
	assert_int_equal(generate_county(db, &g, error, sizeof error), 0);
	assert_true(hub_db_records(db) >= before + 100);
	assert_int_equal(hub_db_get(db, KIND_ISSUE, "2020-0164", &r), 1);
	assert_string_not_equal(r.by, "generate");
	assert_int_equal(hub_db_get(db, KIND_ISSUE, "2020-0264", &r), 1);
	assert_string_equal(r.by, "generate");
	hub_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generate__same_seed__same_county),
		cmocka_unit_test(generate__result__is_a_good_pack),
		cmocka_unit_test(generate__twice__takes_no_number_again),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
